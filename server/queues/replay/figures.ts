import type { ReplayFigures } from '../../contract/queue-replay';
import type { RecordedCall } from './recorded';
import type { Outcome } from './simulate';

/** @param answerWithinS by queue */
export function figuresOf(
  outcomes: readonly Outcome[],
  answerWithinS: (queueId: string) => number,
): ReplayFigures {
  const calls = outcomes.length;
  const answered = outcomes.filter(({ how }) => how === 'answered');
  const abandoned = outcomes.filter(({ how }) => how === 'abandoned').length;
  const waits = outcomes
    .filter(({ how }) => how !== 'turned-away')
    .map(({ waitMs }) => waitMs / 1000)
    .sort((a, b) => a - b);
  const inTime = answered.filter(({ queueId, waitMs }) => waitMs <= answerWithinS(queueId) * 1000).length;
  return {
    calls,
    answered: answered.length,
    abandoned,
    turnedAway: calls - answered.length - abandoned,
    meanWaitS: waits.length === 0 ? null : waits.reduce((sum, wait) => sum + wait, 0) / waits.length,
    p50WaitS: quantile(waits, 0.5),
    p95WaitS: quantile(waits, 0.95),
    serviceLevel: calls === 0 ? null : inTime / calls,
    abandonment: calls === 0 ? null : abandoned / calls,
  };
}

/** The smallest wait that so large a share does not exceed. */
const quantile = (sorted: readonly number[], share: number): number | null =>
  sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;

/** What happened, in the words of the simulation. Calls that wait still are left out, callbacks too: no caller waits. */
export const outcomesOf = (calls: readonly RecordedCall[]): Outcome[] =>
  calls.flatMap(({ queueId, queuedAt, talkingAt, leftAt, left, isCallback }): Outcome[] => {
    if (isCallback) return [];
    if (talkingAt !== null) return [{ queueId, waitMs: talkingAt - queuedAt, how: 'answered' }];
    return leftAt === null
      ? []
      : [{ queueId, waitMs: leftAt - queuedAt, how: left === 'abandoned' ? 'abandoned' : 'left' }];
  });
