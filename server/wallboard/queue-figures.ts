import { DateTime } from 'luxon';
import type { CentreQueue } from '../contract/wallboard';
import type { MeasureStore, QueueSums } from '../measures/measure-store';
import { QUARTER_MS, quarterOf } from '../measures/quarter';
import { queueRates } from '../measures/queue-counts';

export type QueueDay = Pick<CentreQueue, 'today' | 'serviceLevelNow'>;

/**
 * Each queue's day until now, in the centre's time zone, and how good it is just now: in this quarter of an hour and
 * the one before. Callers are counted in one place only, see docs/measures.md.
 */
export async function queueDays(
  store: MeasureStore,
  timeZone: string,
  now: number,
): Promise<ReadonlyMap<string, QueueDay>> {
  const thisQuarter = quarterOf(new Date(now));
  const until = thisQuarter + QUARTER_MS;
  const midnight = DateTime.fromMillis(now, { zone: timeZone }).startOf('day').toMillis();
  const [today, recent] = await Promise.all([
    store.queuesBetween({ from: midnight, until }),
    store.queuesBetween({ from: thisQuarter - QUARTER_MS, until }),
  ]);
  const days = new Map<string, QueueDay>();
  for (const queue of today) days.set(queue.queueId, { today: dayOf(queue), serviceLevelNow: null });
  for (const { queueId, sums } of recent) {
    const { serviceLevel } = queueRates(sums);
    // Just after midnight the quarter before was yesterday's.
    days.set(queueId, { today: days.get(queueId)?.today ?? null, serviceLevelNow: serviceLevel });
  }
  return days;
}

function dayOf({ sums, longestWaitMs }: QueueSums): CentreQueue['today'] {
  const { offered, answered, abandoned, asked, marked } = sums;
  const { serviceLevel, averageMark } = queueRates(sums);
  return { offered, answered, abandoned, serviceLevel, longestWaitMs, asked, marked, averageMark };
}
