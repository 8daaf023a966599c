import fc from 'fast-check';
import { DateTime } from 'luxon';
import pino from 'pino';
import { createDatabase, type Database } from '../../../../db';
import type { DomainEvent } from '../../../../server/contract/events';
import type { LiveService } from '../../../../server/measures/availability';
import { Reports } from '../../../../server/measures/reports';
import { startTestPostgres, type TestAddress, type TestPostgres } from '../../../support/postgres';

const RUNS = Number(process.env['MODEL_RUNS'] ?? 40);
const ZONE = 'Europe/Berlin';
/** The days around the night in which clocks are set back there. */
const FROM = Date.UTC(2026, 9, 23, 22);
const DAYS = 4;
const MINUTE = 60_000;

/** One switch: when it was watched first, and its outages, each from some time for so long. */
const lives = fc.record({
  switchId: fc.constantFrom('fs1', 'fs2', 'fs3'),
  firstAt: fc.integer({ min: -1000, max: 3000 }),
  outages: fc.array(
    fc.record({ afterS: fc.integer({ min: 3, max: 90_000 }), forS: fc.integer({ min: 3, max: 50_000 }) }),
    {
      maxLength: 5,
    },
  ),
  isConfigured: fc.boolean(),
  /** Seconds before now at which it was marked last. */
  silentS: fc.constantFrom(0, 1, 2, 3, 600, 80_000),
});

interface Span {
  readonly from: number;
  readonly until: number;
}

/**
 * The same from the events alone, another way: every moment at which anything changes cuts time into pieces, and each piece
 * is looked at by itself.
 */
function recount(events: readonly DomainEvent[], live: LiveService, { from, until }: Span) {
  let [watchedMs, downMs, outages] = [0, 0, 0];
  for (const switchId of new Set(events.map(({ data }) => String(data['switchId'])))) {
    const own = events.filter(({ data }) => data['switchId'] === switchId);
    const gaps: Span[] = [];
    let last = 0;
    let first = Number.POSITIVE_INFINITY;
    for (const { at, data } of own) {
      const since = data['since'] as number | null;
      if (since !== null) gaps.push({ from: since, until: at });
      first = Math.min(first, since ?? at);
      last = Math.max(last, at);
    }
    last = Math.max(last, live.marks.get(switchId) ?? 0);
    const end = live.switchIds.includes(switchId) ? live.now : last;
    if (end > last + 2500) gaps.push({ from: last, until: end });
    const cuts = [from, until, first, end, ...gaps.flatMap((gap) => [gap.from, gap.until])].sort(
      (a, b) => a - b,
    );
    cuts.forEach((cut, nth) => {
      const next = cuts[nth + 1] ?? cut;
      if (cut < from || next > until || next <= cut) return;
      if (cut >= first && next <= end) watchedMs += next - cut;
      if (gaps.some((gap) => gap.from <= cut && gap.until >= next)) downMs += next - cut;
    });
    outages += gaps.filter((gap) => gap.from >= from && gap.from < until).length;
  }
  return {
    watchedMs,
    downMs,
    outages,
    availability: watchedMs === 0 ? null : (watchedMs - downMs) / watchedMs,
  };
}

jest.setTimeout(120_000);

describe('availability of the system', () => {
  let postgres: TestPostgres;
  let address: TestAddress;
  let database: Database;
  let live: LiveService;
  let seq = 0;

  beforeAll(async () => {
    postgres = await startTestPostgres();
    address = await postgres.freshDatabase();
    database = await createDatabase({ address, logger: pino({ level: 'silent' }) });
    await database.migrate();
  }, 60_000);
  afterAll(async () => {
    await database.close();
    await postgres.stop();
  }, 30_000);
  beforeEach(() => postgres.run(address.database, 'TRUNCATE call_events'));

  const reports = () =>
    new Reports({
      ...{ store: database.measures, queueName: () => null, teams: () => ({}), timeZone: ZONE },
      ...{ service: () => Promise.resolve(live), now: () => live.now },
    });
  const days = { from: '2026-10-24', to: '2026-10-27' } as const;
  const served = (switchId: string, at: number, since: number | null): DomainEvent => ({
    ...{ id: `${String(at)}-${String((seq += 1))}`, type: 'switch.served', at, data: { switchId, since } },
  });

  it('agrees with what is counted from the log piece by piece, by interval and by switch', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(lives, { selector: ({ switchId }) => switchId, minLength: 1 }),
        async (switches) => {
          await postgres.run(address.database, 'TRUNCATE call_events');
          const now = FROM + 3 * 86_400_000 + 7 * MINUTE;
          const events = switches.flatMap(({ switchId, firstAt, outages }) => {
            let at = FROM + firstAt * MINUTE;
            const told = [served(switchId, at, null)];
            for (const { afterS, forS } of outages) {
              const since = at + afterS * 1000;
              at = since + forS * 1000;
              told.push(served(switchId, at, since));
            }
            return told;
          });
          const happened = events.filter(({ at }) => at <= now);
          live = {
            now,
            switchIds: switches.filter((each) => each.isConfigured).map((each) => each.switchId),
            marks: new Map(switches.map((each) => [each.switchId, now - each.silentS * 1000])),
          };
          // Late and twice, as the stream may bring them.
          await database.projector.apply([...happened].reverse());
          await database.projector.apply(happened);
          for (const step of ['day', 'hour'] as const) {
            const report = await reports().availability({ ...days, by: 'interval', step });
            expect(report.rows).toHaveLength(step === 'day' ? DAYS : DAYS * 24 + 1);
            for (const { from, until, switchId, ...figures } of report.rows) {
              expect(switchId).toBeNull();
              const span = { from: Date.parse(from), until: Date.parse(until) };
              expect(figures).toEqual(recount(happened, live, span));
            }
            const whole = { from: Date.parse(report.from), until: Date.parse(report.until) };
            expect(report.total).toMatchObject(recount(happened, live, whole));
            const { rows } = await reports().availability({ ...days, by: 'switch', step });
            for (const { switchId, watchedMs, downMs, outages } of rows) {
              const own = happened.filter(({ data }) => data['switchId'] === switchId);
              expect({ watchedMs, downMs, outages }).toEqual({
                ...pick(recount(own, live, whole)),
              });
            }
          }
        },
      ),
      { numRuns: RUNS, endOnFailure: true },
    );
  });

  const pick = ({ watchedMs, downMs, outages }: ReturnType<typeof recount>) => ({
    watchedMs,
    downMs,
    outages,
  });

  it('says which outages there were, and that one goes on', async () => {
    const hour = 60 * MINUTE;
    live = { now: FROM + 5 * hour, switchIds: ['fs1', 'fs2'], marks: new Map([['fs1', FROM + 5 * hour]]) };
    await database.projector.apply([
      served('fs1', FROM, null),
      served('fs2', FROM, null),
      served('fs1', FROM + 2 * hour, FROM + hour),
      served('fs2', FROM + 4 * hour, FROM + 4 * hour - 30 * MINUTE),
    ]);
    const { outages, total } = await reports().availability({ ...days, by: 'switch', step: 'day' });
    const at = (hours: number) => new Date(FROM + hours * hour).toISOString();
    expect(outages).toEqual([
      { switchId: 'fs2', from: at(4), until: null },
      { switchId: 'fs2', from: at(3.5), until: at(4) },
      { switchId: 'fs1', from: at(1), until: at(2) },
    ]);
    expect(total).toMatchObject({ watchedMs: 10 * hour, downMs: 2.5 * hour, outages: 3, availability: 0.75 });
  });

  it('is not known of a time in which nothing was watched', async () => {
    live = { now: FROM + MINUTE, switchIds: ['fs1'], marks: new Map() };
    const { rows, total } = await reports().availability({ ...days, by: 'interval', step: 'day' });
    expect(rows.map(({ availability }) => availability)).toEqual([null, null, null, null]);
    expect(total.availability).toBeNull();
    expect(
      DateTime.fromISO(rows[1]?.until ?? '').diff(DateTime.fromISO(rows[1]?.from ?? ''), 'hours').hours,
    ).toBe(25);
  });
});
