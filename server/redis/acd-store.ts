import type { AcdStore } from '../acd/acd-store';
import { agentId, callId, type AgentId } from '../contract/ids';
import type { RedisConnection } from './client';
import type { Keys } from './keys';
import { brokenInvariants } from './live-invariants';
import { asTexts } from './script-reply';
import type { Scripts } from './scripts';
import { acceptOffer } from './scripts/accept-offer';
import { advanceDeadlines } from './scripts/advance-deadlines';
import { advanceSteps } from './scripts/advance-steps';
import { agentLost } from './scripts/agent-lost';
import { agentReachable } from './scripts/agent-reachable';
import { agentReady } from './scripts/agent-ready';
import { agentUnreachable } from './scripts/agent-unreachable';
import { applyQueues } from './scripts/apply-queues';
import { callPosition } from './scripts/call-position';
import { enqueueCall } from './scripts/enqueue-call';
import { finishWrapUp } from './scripts/finish-wrap-up';
import { leaveQueue } from './scripts/leave-queue';
import { liveOffers } from './scripts/live-offers';
import { loseOffer } from './scripts/lose-offer';
import { matchAgent } from './scripts/match-agent';
import { readKeys } from './scripts/read-keys';
import { readQueues } from './scripts/read-queues';
import { refuseWaiting } from './scripts/refuse-waiting';
import { releaseAgent } from './scripts/release-agent';
import { overdueWaits } from './scripts/overdue-waits';
import { phoneAlive } from './scripts/phone-alive';
import { queueFigures } from './scripts/queue-figures';
import { silentPhones } from './scripts/silent-phones';
import { takeComfort } from './scripts/take-comfort';

export interface RedisAcdStore extends AcdStore {
  /**
   * Free agents for whom a call waits although they have no offer: freed by CallStore.end, or newly assigned
   * by applyQueues. Each needs matchAgent; asking again from time to time makes that safe against crashes.
   */
  owedMatches(): Promise<readonly AgentId[]>;
}

export function createAcdStore(scripts: Scripts, connection: RedisConnection, keys: Keys): RedisAcdStore {
  return {
    applyQueues: (compiled) => applyQueues(scripts, compiled),
    readQueues: () => readQueues(scripts),
    enqueueCall: (input) => enqueueCall(scripts, input),
    overdueWaits: async () => (await overdueWaits(scripts)).map(callId),
    agentLost: (input) => agentLost(scripts, input),
    leaveQueue: (call, leave) => leaveQueue(scripts, call, leave),
    agentReady: (agent, offer) => agentReady(scripts, { agentId: agent, offerId: offer }),
    agentReachable: (sipUser, offerId, switchId) => agentReachable(scripts, { sipUser, offerId, switchId }),
    agentUnreachable: (sipUser, switchId) => agentUnreachable(scripts, { sipUser, switchId }),
    phoneAlive: (sign) => phoneAlive(scripts, sign),
    silentPhones: (silentMs) => silentPhones(scripts, silentMs),
    matchAgent: (agent, offer) => matchAgent(scripts, { agentId: agent, offerId: offer }),
    releaseAgent: (agent, call) => releaseAgent(scripts, agent, call),
    acceptOffer: (offer, nextOfferId) => acceptOffer(scripts, offer, nextOfferId),
    loseOffer: (offer, reason, nextOfferId) => loseOffer(scripts, offer, reason, nextOfferId),
    finishWrapUp: (input) => finishWrapUp(scripts, input),
    advanceDeadlines: (offerIds) => advanceDeadlines(scripts, offerIds),
    advanceSteps: (limit, offerId) => advanceSteps(scripts, limit, offerId),
    brokenInvariants: async () => brokenInvariants(await readKeys(scripts)),
    liveOffers: () => liveOffers(scripts),
    queueFigures: () => queueFigures(scripts),
    takeComfort: (call, everyMs) => takeComfort(scripts, call, everyMs),
    position: (call) => callPosition(scripts, call),
    waitingFor: async (agent) => {
      const waiting = asTexts(await connection.command(['ZRANGE', keys.personalLane(agent), '0', '-1']));
      return Promise.all(
        waiting.map(async (call) => ({
          callId: callId(call),
          until: Number(await connection.command(['ZSCORE', keys.stepDeadlines, call])),
        })),
      );
    },
    refuseWaiting: (refusal) => refuseWaiting(scripts, refusal),
    owedMatches: async () => asTexts(await connection.command(['SMEMBERS', keys.owed])).map(agentId),
  };
}
