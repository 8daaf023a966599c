import fc from 'fast-check';
import pino from 'pino';
import { createDatabase, type Database } from '../../../../db';
import { queueRates } from '../../../../server/measures/queue-counts';
import { aCallId, eventsOf, lives } from '../../../support/call-events';
import { startTestPostgres, type TestAddress, type TestPostgres } from '../../../support/postgres';

const FROM = Date.UTC(2026, 2, 2, 9, 10);
const DAY = { from: Date.UTC(2026, 2, 2), until: Date.UTC(2026, 2, 3) };

const TABLES = ['call_visits', 'call_stints', 'queue_quarters', 'agent_quarters', 'agent_days'];

describe('measures', () => {
  let postgres: TestPostgres;
  let address: TestAddress;
  let database: Database;
  beforeAll(async () => {
    postgres = await startTestPostgres();
    address = await postgres.freshDatabase();
    database = await createDatabase({ address, logger: pino({ level: 'silent' }) });
    await database.migrate();
  }, 60_000);
  afterAll(async () => {
    await database.close();
    await postgres.stop();
  });
  const forget = () =>
    postgres.run(
      address.database,
      `TRUNCATE calls, call_legs, call_events, agent_intervals, ${TABLES.join(', ')}`,
    );
  beforeEach(forget);

  const stored = () =>
    Promise.all(
      TABLES.map((table) => postgres.run(address.database, `SELECT * FROM ${table} ORDER BY 1, 2, 3`)),
    );
  const history = () =>
    Object.values(lives).flatMap((steps, index) =>
      eventsOf(aCallId(index + 1), FROM + index * 400_000, steps),
    );

  it('counts the calls of a day by queue', async () => {
    await database.projector.apply(history());
    const queues = await database.measures.queuesBetween(DAY);
    const general = queues.find(({ queueId }) => queueId === 'general');
    expect(general?.sums).toMatchObject({ offered: expect.any(Number) as number, lost: 1 });
    const rates = general && queueRates(general.sums);
    expect(rates?.connectionRate).toBeGreaterThan(0);
  });

  it('lets a late event correct, the longest wait as well', async () => {
    const [started, queued, ended] = eventsOf(aCallId(1), FROM, [
      ['call.started', { data: { direction: 'inbound', callerNumber: '1', dialedNumber: '1000' } }],
      ['call.queued', { queueId: 'general' }],
      ['call.ended', { at: FROM + 61_000, data: { by: 'customer' } }],
    ]);
    const late = {
      type: 'call.abandoned' as const,
      at: FROM + 4000,
      callId: aCallId(1),
      queueId: 'general',
      data: {},
    };
    await database.projector.apply([started, queued, ended].filter((event) => event !== undefined));
    const first = await database.measures.queuesBetween(DAY);
    expect(first).toMatchObject([{ longestWaitMs: 60_000, sums: { abandoned: 1, shortAbandoned: 0 } }]);
    await database.projector.apply([{ ...late, id: `${FROM + 1500}-7` }]);
    const corrected = await database.measures.queuesBetween(DAY);
    expect(corrected).toMatchObject([{ longestWaitMs: 3000, sums: { abandoned: 1, shortAbandoned: 1 } }]);
  });

  it('judges a call by the target that held when it came', async () => {
    const version = (number: number, at: number, withinS: number) =>
      postgres.run(
        address.database,
        `INSERT INTO queue_versions (version, yaml, hash, origin, applied_at, applied_by, why)
         VALUES ($1, $2, repeat('0', 64), 'applied', $3, 'admin', 'test')`,
        [number, `queues: [{ queueId: vip, name: Vip, answerWithinS: ${withinS} }]`, new Date(at)],
      );
    await version(1, FROM - 1000, 20);
    await version(2, FROM + 60_000, 5);
    const answeredAfterTen = (nth: number, from: number) =>
      eventsOf(aCallId(nth), from, [
        ['call.queued', { queueId: 'vip' }],
        ['call.talking', { at: from + 10_000, agentId: '1001', queueId: 'vip' }],
      ]);
    await database.projector.apply([
      ...answeredAfterTen(1, FROM),
      ...answeredAfterTen(2, FROM + 59_000),
      ...answeredAfterTen(3, FROM + 60_000),
    ]);
    expect(await database.measures.queuesBetween(DAY)).toMatchObject([
      { sums: { answered: 3, answeredWithin: 2 } },
    ]);
  });

  it('stores the same for any order, batch and repetition, and when it is rebuilt', async () => {
    const events = history();
    await database.projector.apply(events);
    const expected = await stored();
    expect(expected.map((rows) => rows.length > 0)).toEqual([true, true, true, true, true]);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(events, { minLength: events.length }),
        fc.integer({ min: 1, max: events.length }),
        async (stream, cut) => {
          await forget();
          await database.projector.apply(stream.slice(0, cut));
          await database.projector.apply(stream.slice(Math.max(0, cut - 5)));
          expect(await stored()).toEqual(expected);
        },
      ),
      { numRuns: 15 },
    );
    await database.projector.rebuild();
    expect(await stored()).toEqual(expected);
  }, 60_000);
});
