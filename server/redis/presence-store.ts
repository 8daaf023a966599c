import type { PresenceStore } from '../agents/presence-store';
import type { RedisConnection } from './client';
import type { Keys } from './keys';
import type { Scripts } from './scripts';
import { beginLeaving } from './scripts/begin-leaving';
import { logOutAfterwards } from './scripts/log-out-afterwards';
import { overdueBreaks } from './scripts/overdue-breaks';
import { prolongWrapUp } from './scripts/prolong-wrap-up';
import { setDisposition } from './scripts/set-disposition';
import { takeBreak } from './scripts/take-break';

/** What is left is told at the next tick. */
const OVERDUE_AT_ONCE = 100;

export function createPresenceStore(
  scripts: Scripts,
  connection: RedisConnection,
  keys: Keys,
): PresenceStore {
  return {
    beginLeaving: (agentId, forMs) => beginLeaving(scripts, agentId, forMs),
    takeBreak: (agentId, chosen) => takeBreak(scripts, agentId, chosen),
    logOutAfterwards: (agentId) => logOutAfterwards(scripts, agentId),
    placesTaken: async (reasons) => {
      const count = async (reason: string) =>
        [reason, Number(await connection.command(['SCARD', keys.onBreak(reason)]))] as const;
      return new Map(await Promise.all(reasons.map(count)));
    },
    tellOverdueBreaks: () => overdueBreaks(scripts, OVERDUE_AT_ONCE),
    prolongWrapUp: (request) => prolongWrapUp(scripts, request),
    setDisposition: (facts) => setDisposition(scripts, facts),
  };
}
