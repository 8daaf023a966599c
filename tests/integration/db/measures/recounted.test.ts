import fc from 'fast-check';
import pino from 'pino';
import { createDatabase, type Database } from '../../../../db';
import { snake } from '../../../../db/naming-strategy';
import type { DomainEvent } from '../../../../server/contract/events';
import { agentCountNames } from '../../../../server/measures/agent-counts';
import { queueCountNames } from '../../../../server/measures/queue-counts';
import { Reports } from '../../../../server/measures/reports';
import { startTestPostgres, type TestAddress, type TestPostgres } from '../../../support/postgres';
import { histories } from './histories';
import { recount, type RecountedVisit, type Rules } from './recount';

/** Saturday evening in Berlin, before the night in which clocks go forward; in Shanghai it is Sunday. */
const FROM = Date.UTC(2026, 2, 28, 21, 58);
const CHANGED = FROM + 600_000;
const RUNS = Number(process.env['MODEL_RUNS'] ?? 60);
const TABLES = ['call_visits', 'call_stints', 'queue_quarters', 'agent_quarters', 'agent_days'];

const rules: Rules = {
  answerWithinMs: (queueId, at) => (queueId === 'faults' && at >= CHANGED ? 5000 : 20_000),
  shortMs: 5000,
  repeatMs: 7 * 86_400_000,
};
const config = (faultsWithinS: number) =>
  `queues: [{ queueId: general, name: General }, { queueId: faults, name: Faults, answerWithinS: ${faultsWithinS} }]`;

jest.setTimeout(240_000);

describe('figures of the tables and figures recounted from the log', () => {
  let postgres: TestPostgres;
  let address: TestAddress;
  let database: Database;
  const run = (statement: string, parameters?: unknown[]) =>
    postgres.run(address.database, statement, parameters);

  beforeAll(async () => {
    postgres = await startTestPostgres();
    address = await postgres.freshDatabase();
    database = await createDatabase({ address, logger: pino({ level: 'silent' }) });
    await database.migrate();
    for (const [version, at, withinS] of [
      [1, 0, 20],
      [2, CHANGED, 5],
    ] as const)
      await run(
        `INSERT INTO queue_versions (version, yaml, hash, origin, applied_at, applied_by, why)
         VALUES ($1, $2, repeat('0', 64), 'applied', $3, 'admin', 'test')`,
        [version, config(withinS), new Date(at)],
      );
  }, 60_000);
  afterAll(async () => {
    await database.close();
    await postgres.stop();
  }, 30_000);

  const forget = () => run(`TRUNCATE calls, call_legs, call_events, agent_intervals, ${TABLES.join(', ')}`);

  /** What is not 0, as recount writes it. */
  const stored = async (table: string, keys: readonly string[]) => {
    const rows = await run(`SELECT * FROM ${table}`);
    return Object.fromEntries(
      rows.map(({ at, ...row }) => {
        const key = keys.map((name) => (name === 'at' ? (at as Date).getTime() : row[name])).join(' ');
        const figures = Object.entries(row).filter(
          ([name, value]) => !keys.includes(name) && Number(value) !== 0,
        );
        return [key, Object.fromEntries(figures.map(([name, value]) => [name, Number(value)]))];
      }),
    );
  };
  const tables = async () => ({
    queues: await stored('queue_quarters', ['queue_id', 'at', 'dialed_number']),
    agents: await stored('agent_quarters', ['agent_id', 'at']),
    days: await stored('agent_days', ['agent_id', 'at']),
  });
  const expectedOf = (events: readonly DomainEvent[]) => {
    const { queues, agents } = recount(events, rules);
    return { queues, agents, days: byDay(agents) };
  };

  it('are both about every figure there is', () => {
    const samples = fc
      .sample(histories(FROM), { numRuns: 300, seed: 1 })
      .map((events) => recount(events, rules));
    const names = (rows: Record<string, Record<string, number>>) => Object.values(rows).flatMap(Object.keys);
    const seen = (part: 'queues' | 'agents') =>
      [...new Set(samples.flatMap((each) => names(each[part])))].sort();
    expect(seen('queues')).toEqual([...queueCountNames, 'longestWaitMs'].map(snake).sort());
    expect(seen('agents')).toEqual(agentCountNames.map(snake).sort());
  });

  it('agree to the last digit, however the log comes in, and after counting anew', async () => {
    const delivery = fc.record({ cut: fc.double({ min: 0, max: 1, noNaN: true }), isShuffled: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(
        histories(FROM),
        delivery,
        fc.infiniteStream(fc.nat()),
        async (events, { cut, isShuffled }, seeds) => {
          await forget();
          const stream = isShuffled ? shuffled(events, seeds) : events;
          const at = Math.floor(cut * stream.length);
          await database.projector.apply(stream.slice(0, at));
          // The first part once more, with events that had been lost.
          await database.projector.apply(stream.slice(Math.floor(at / 2)));
          expect(await tables()).toEqual(expectedOf(events));
          let after: string | null = null;
          do ({ after } = await database.projector.measureAgain(after));
          while (after !== null);
          expect(await tables()).toEqual(expectedOf(events));
        },
      ),
      { numRuns: RUNS, endOnFailure: true },
    );
  });

  it('agree in reports by local day and hour, where clocks change', async () => {
    const reports = new Reports({
      store: database.measures,
      queueName: () => null,
      teams: () => ({}),
      service: () => Promise.resolve({ now: FROM, switchIds: [], marks: new Map() }),
      timeZone: 'Europe/Berlin',
      now: () => FROM,
    });
    await fc.assert(
      fc.asyncProperty(
        histories(FROM),
        fc.constantFrom('Europe/Berlin', 'Asia/Shanghai', 'Australia/Lord_Howe', 'UTC'),
        async (events, timeZone) => {
          await forget();
          await database.projector.apply(events);
          const { visits } = recount(events, rules);
          for (const [step, days] of [
            ['day', ['2026-03-27', '2026-04-05']],
            ['month', ['2026-03-01', '2026-04-30']],
          ] as const) {
            const [from, to] = days;
            const { rows, total } = await reports.queues({ by: 'interval', step, from, to, timeZone });
            const shown = rows.flatMap((row) =>
              row.figures.offered === 0
                ? []
                : [[localDay(Date.parse(row.from), timeZone, step), row.figures.offered]],
            );
            const callers = visits.filter((visit) => !visit.callback);
            const inside = callers.filter(({ at }) => within(localDay(at, timeZone, 'day'), from, to));
            expect(Object.fromEntries(shown)).toEqual(
              countBy(inside, ({ at }) => localDay(at, timeZone, step)),
            );
            expect(total.offered).toBe(inside.length);
          }
        },
      ),
      { numRuns: RUNS / 2 },
    );
  });
});

function byDay(quarters: Record<string, Record<string, number>>): Record<string, Record<string, number>> {
  const days: Record<string, Record<string, number>> = {};
  for (const [key, figures] of Object.entries(quarters)) {
    const [agent = '', at = ''] = key.split(' ');
    const row = (days[`${agent} ${Date.parse(new Date(Number(at)).toISOString().slice(0, 10))}`] ??= {});
    for (const [name, value] of Object.entries(figures)) row[name] = (row[name] ?? 0) + value;
  }
  return days;
}

const localDay = (at: number, timeZone: string, step: 'day' | 'month'): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' })
    .format(at)
    .slice(0, step === 'day' ? 10 : 7);

const within = (day: string, from: string, to: string): boolean => day >= from && day <= to;

function countBy(
  visits: readonly RecountedVisit[],
  key: (visit: RecountedVisit) => string,
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const visit of visits) counts[key(visit)] = (counts[key(visit)] ?? 0) + 1;
  return counts;
}

function shuffled(events: readonly DomainEvent[], seeds: Iterator<number>): DomainEvent[] {
  return events
    .map((event) => ({ event, place: Number(seeds.next().value) }))
    .sort((one, other) => one.place - other.place)
    .map(({ event }) => event);
}
