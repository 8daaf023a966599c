import type { MeasureStore, QuarterRange } from '../../../server/measures/measure-store';
import { queueCountNames, type QueueCounts } from '../../../server/measures/queue-counts';
import { createKept } from '../../../server/wallboard/kept';
import { queueDays } from '../../../server/wallboard/queue-figures';

const at = (text: string): number => Date.parse(text);
const sums = (over: Partial<QueueCounts>): QueueCounts => ({
  ...(Object.fromEntries(queueCountNames.map((name) => [name, 0])) as QueueCounts),
  ...over,
});
type QueueSums = Awaited<ReturnType<MeasureStore['queuesBetween']>>[number];
const queue = (queueId: string, over: Partial<QueueCounts>): QueueSums => ({
  ...{ queueId, sums: sums(over), longestWaitMs: 9000 },
});

describe("a queue's day", () => {
  const asked: QuarterRange[] = [];
  const store = (today: QueueSums[], recent: QueueSums[]): MeasureStore => ({
    queuesBetween: (range) => {
      asked.push(range);
      return Promise.resolve(asked.length === 1 ? today : recent);
    },
  });
  beforeEach(() => (asked.length = 0));

  it('begins at midnight where the centre is, and ends with the present quarter', async () => {
    await queueDays(store([], []), 'Asia/Shanghai', at('2026-11-30T00:07:12Z'));
    expect(asked).toEqual([
      { from: at('2026-11-29T16:00Z'), until: at('2026-11-30T00:15Z') },
      { from: at('2026-11-29T23:45Z'), until: at('2026-11-30T00:15Z') },
    ]);
  });

  it('has the figures of the day, and the service level of the last two quarters', async () => {
    const today = [
      queue('a', {
        ...{ offered: 10, answered: 7, answeredWithin: 6, abandoned: 1 },
        asked: 6,
        marked: 4,
        marksSum: 18,
      }),
      queue('b', { offered: 1 }),
    ];
    const recent = [queue('a', { answered: 4, answeredWithin: 1 })];
    const days = await queueDays(store(today, recent), 'UTC', at('2026-11-30T12:00Z'));
    expect(days.get('a')).toEqual({
      today: {
        ...{ offered: 10, answered: 7, abandoned: 1, serviceLevel: 0.75, longestWaitMs: 9000 },
        ...{ asked: 6, marked: 4, averageMark: 4.5 },
      },
      serviceLevelNow: 0.25,
    });
    expect(days.get('b')).toMatchObject({ today: { offered: 1, serviceLevel: null }, serviceLevelNow: null });
  });
});

describe('what is kept for a while', () => {
  it('is asked for once in a while, and stays when it cannot be had', async () => {
    let now = 0;
    const failures: unknown[] = [];
    const answers = [
      () => Promise.resolve(1),
      () => Promise.reject(new Error('away')),
      () => Promise.resolve(3),
    ];
    const kept = createKept({
      ...{ everyMs: 100, none: 0, now: () => now },
      ask: () => answers.shift()?.() ?? Promise.resolve(-1),
      onFailure: (error) => void failures.push(error),
    });
    expect(await Promise.all([kept(), kept()])).toEqual([1, 1]);
    now = 100;
    expect(await kept()).toBe(1);
    expect(await kept()).toBe(1);
    expect(failures).toHaveLength(1);
    now = 200;
    await kept();
    expect(await kept()).toBe(3);
  });
});
