import type { CallStore, LiveCall } from '../calls/call-store';
import type { RedisConnection } from './client';
import type { Keys } from './keys';
import { decodeCall } from './live-call';
import { asFields, asTexts } from './script-reply';
import type { Scripts } from './scripts';
import { endCall } from './scripts/end-call';
import { moveCall } from './scripts/move-call';
import { patchCall } from './scripts/patch-call';
import { startInbound } from './scripts/start-inbound';
import { startOutbound } from './scripts/start-outbound';
import { startTalk } from './scripts/start-talk';

/** An ended call is found for another hour, or until its wrap-up is over: state 'ended', not in list(). */
export function createCallStore(scripts: Scripts, connection: RedisConnection, keys: Keys): CallStore {
  const get = async (callId: string): Promise<LiveCall | null> =>
    decodeCall(asFields(await connection.command(['HGETALL', keys.call(callId)])));

  return {
    startInbound: (call) => startInbound(scripts, call),
    startOutbound: (call) => startOutbound(scripts, call),
    get,
    findByLeg: async (legId) => {
      const callId = await connection.command(['GET', keys.leg(legId)]);
      return typeof callId === 'string' ? get(callId) : null;
    },
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
    end: (callId, facts) => endCall(scripts, callId, facts),
  };
}
