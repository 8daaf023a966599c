import type { CallStore, LiveCall } from '../calls/call-store';
import type { RedisConnection } from './client';
import type { Keys } from './keys';
import { decodeCall } from './live-call';
import { asFields, asTexts } from './script-reply';
import type { Scripts } from './scripts';
import { agentAway } from './scripts/agent-away';
import { agentBack } from './scripts/agent-back';
import { callColleague } from './scripts/call-colleague';
import { callFarParty } from './scripts/call-far-party';
import { connectCall } from './scripts/connect-call';
import { dropFarParty } from './scripts/drop-far-party';
import { dueAway } from './scripts/due-away';
import { endCall } from './scripts/end-call';
import { farPartyAnswered } from './scripts/far-party-answered';
import { moveCall } from './scripts/move-call';
import { passCall } from './scripts/pass-call';
import { patchCall } from './scripts/patch-call';
import { recallAgent } from './scripts/recall-agent';
import { returnCall } from './scripts/return-call';
import { startInbound } from './scripts/start-inbound';
import { startInternal } from './scripts/start-internal';
import { startOutbound } from './scripts/start-outbound';
import { startTalk } from './scripts/start-talk';
import { swapParties } from './scripts/swap-parties';

/** An ended call is found for another hour, or until its wrap-up is over: state 'ended', not in list(). */
export function createCallStore(scripts: Scripts, connection: RedisConnection, keys: Keys): CallStore {
  const get = async (callId: string): Promise<LiveCall | null> =>
    decodeCall(asFields(await connection.command(['HGETALL', keys.call(callId)])));
  /** A call has the id of the leg it arrived on, so most are found by one question: a caller waits for the answer. */
  const findByLeg = async (legId: string): Promise<LiveCall | null> => {
    const [callId, ofThatName] = await Promise.all([
      connection.command(['GET', keys.leg(legId)]),
      get(legId),
    ]);
    if (typeof callId !== 'string') return null;
    return callId === legId ? ofThatName : get(callId);
  };

  return {
    startInbound: (call) => startInbound(scripts, call),
    startOutbound: (call) => startOutbound(scripts, call),
    startInternal: (call) => startInternal(scripts, call),
    get,
    findByLeg,
    list: async () => {
      const callIds = asTexts(await connection.command(['ZRANGE', keys.calls, '0', '-1']));
      const calls = await Promise.all(callIds.map(get));
      // A call may end between the two reads.
      return calls.filter((call) => call !== null && call.state !== 'ended') as readonly LiveCall[];
    },
    patch: (callId, patch, events) => patchCall(scripts, callId, patch, events),
    startTalk: (callId, events) => startTalk(scripts, callId, events),
    hold: (callId, agentId) => moveCall(scripts, { move: 'hold', callId, agentId }),
    resume: (callId, agentId) => moveCall(scripts, { move: 'resume', callId, agentId }),
    callFarParty: (request) => callFarParty(scripts, request),
    callColleague: (request) => callColleague(scripts, request),
    farPartyAnswered: (callId, farLegId) => farPartyAnswered(scripts, callId, farLegId),
    swap: (swap) => swapParties(scripts, swap),
    dropFarParty: (callId, drop) => dropFarParty(scripts, callId, drop),
    connect: (callId, facts) => connectCall(scripts, callId, facts),
    pass: (callId, facts) => passCall(scripts, callId, facts),
    returnToFlow: (callId, facts) => returnCall(scripts, callId, facts),
    agentAway: (facts) => agentAway(scripts, facts),
    recallAgent: (recall) => recallAgent(scripts, recall),
    agentBack: (callId, legId) => agentBack(scripts, callId, legId),
    dueAway: (againMs) => dueAway(scripts, againMs),
    end: (callId, facts) => endCall(scripts, callId, facts),
  };
}
