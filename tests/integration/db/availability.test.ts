import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { createDatabase, type Database } from '../../../db';
import { OperationalError } from '../../../server/errors';
import { aCallId, eventsOf, lives } from '../../support/call-events';
import { startTestPostgres, type TestAddress, type TestPostgres } from '../../support/postgres';

const logger = pino({ level: 'silent' });
const history = eventsOf(aCallId(1), 1_763_800_000_000, lives['answered'] ?? []);
const query = { page: 1, pageSize: 50 };

const unavailable = expect.objectContaining({ code: 'database-unavailable', retryable: true }) as unknown;

describe('a database that goes away', () => {
  let postgres: TestPostgres;
  let address: TestAddress;
  let database: Database;

  beforeAll(async () => {
    postgres = await startTestPostgres();
    address = await postgres.freshDatabase();
    database = await createDatabase({ address, logger });
    await database.migrate();
    await database.seedDemo({ password: 'a password' });
  }, 60_000);
  afterAll(async () => {
    await database.close();
    await postgres.stop();
  });

  it('is an operational error until it is back, and then works again by itself', async () => {
    await postgres.kill();
    expect(await database.isUp()).toBe(false);
    const attempts = [
      () => database.users.findByLogin('1001'),
      () => database.customers.findByNumber('13900000001'),
      () => database.customers.search({ ...query, search: 'Li' }),
      () => database.callHistory.list(query),
      () => database.callHistory.dispositions(),
      () => database.queueVersions.newest(),
      () => database.users.agents(),
      () => database.projector.apply(history),
      () => database.projector.rebuild(),
      () => database.migrate(),
      () => database.seedDemo({ password: 'x' }),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toEqual(unavailable);
    await expect(createDatabase({ address, logger })).rejects.toBeInstanceOf(OperationalError);

    await postgres.restart();
    expect(await database.isUp()).toBe(true);
    await database.projector.apply(history);
    expect((await database.callHistory.list(query)).total).toBe(1);
    expect(await database.customers.findByNumber('13900000001')).toHaveLength(1);
  }, 60_000);

  it('loses nothing and doubles nothing when every session is cut in the middle of the work', async () => {
    const work = Array.from({ length: 20 }, (_, index) => index + 10);
    let failures = 0;
    const deliver = async (number: number): Promise<void> => {
      for (let attempt = 0; attempt < 100; attempt += 1) {
        try {
          await database.projector.apply(
            eventsOf(aCallId(number), 1_763_800_100_000 + number, lives['answered'] ?? []),
          );
          return;
        } catch (error) {
          expect(error).toEqual(unavailable);
          failures += 1;
          await sleep(10);
        }
      }
      throw new Error('never delivered');
    };
    const cut = async () => {
      for (let times = 0; times < 5; times += 1) {
        await postgres.run(
          'postgres',
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()`,
          [address.database],
        );
      }
    };
    await Promise.all([...work.map(deliver), cut()]);
    expect(failures).toBeGreaterThan(0);
    const page = await database.callHistory.list(query);
    expect(page.total).toBe(work.length + 1);
    expect(new Set(page.items.map((call) => call.outcome))).toEqual(new Set(['answered']));
  }, 60_000);

  it('does not call a wrong address a passing fault', async () => {
    const refused = await createDatabase({
      address: { ...address, database: 'no_such_database' },
      logger,
    }).catch((error: unknown) => error);
    // Not passing: nobody will make that database by waiting.
    expect(refused).toMatchObject({ code: 'broken-invariant', details: { sqlState: '3D000' } });
  });
});
