import fc from 'fast-check';
import pino from 'pino';
import { createDatabase, type Database } from '../../../db';
import { queueRates } from '../../../server/measures/queue-counts';
import { aCallId, eventsOf, lives } from '../../support/call-events';
import { startTestPostgres, type TestAddress, type TestPostgres } from '../../support/postgres';

const FROM = Date.UTC(2026, 2, 2, 9, 10);
const DAY = { from: Date.UTC(2026, 2, 2), until: Date.UTC(2026, 2, 3) };

const TABLES = ['call_visits', 'call_stints', 'queue_quarters', 'agent_quarters'];

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

  it('stores the same for any order, batch and repetition, and when it is rebuilt', async () => {
    const events = history();
    await database.projector.apply(events);
    const expected = await stored();
    expect(expected.map((rows) => rows.length > 0)).toEqual([true, true, true, true]);
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
