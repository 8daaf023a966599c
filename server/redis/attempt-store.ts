import { callId, campaignId } from '../contract/ids';
import type { AttemptStore } from '../outbound/attempt-store';
import type { RedisConnection } from './client';
import type { Keys } from './keys';
import { asTexts } from './script-reply';
import type { Scripts } from './scripts';
import { annulAttempt } from './scripts/annul-attempt';
import { hearAnswerer } from './scripts/hear-answerer';
import { markAttempt } from './scripts/mark-attempt';
import { reachCallee } from './scripts/reach-callee';
import { resumeDialling } from './scripts/resume-dialling';
import { startAttempt } from './scripts/start-attempt';
import { stopDialling } from './scripts/stop-dialling';
import { withdrawAttempt } from './scripts/withdraw-attempt';

/** In the place of a campaign's name: all of them. No campaign has such a name. */
const ALL = '*';

export function createAttemptStore(scripts: Scripts, connection: RedisConnection, keys: Keys): AttemptStore {
  return {
    start: (attempt, limits) => startAttempt(scripts, attempt, limits),
    reach: (id) => reachCallee(scripts, id),
    heard: (facts) => hearAnswerer(scripts, facts),
    mark: (facts) => markAttempt(scripts, facts),
    annul: (attemptId, id) => annulAttempt(scripts, attemptId, id),
    withdraw: (id) => withdrawAttempt(scripts, id),
    stop: async (id, by) => (await stopDialling(scripts, id ?? ALL, by)).map(callId),
    resume: (id, by) => resumeDialling(scripts, id ?? ALL, by),
    stopped: async () =>
      asTexts(await connection.command(['HKEYS', keys.dialStopped])).map((name) =>
        name === ALL ? null : campaignId(name),
      ),
    inProgress: async (id) => {
      const live = id === null ? keys.dialLiveOfAll : keys.dialLive(id);
      return asTexts(await connection.command(['SMEMBERS', live])).map(callId);
    },
  };
}
