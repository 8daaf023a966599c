import pino from 'pino';
import { createDatabase, type Database } from '../../db';
import { startTestPostgres, type TestAddress, type TestPostgres } from './postgres';

export interface DemoDatabase {
  readonly postgres: TestPostgres;
  readonly address: TestAddress;
  readonly database: Database;
  /** What was recorded of a thing's changes, oldest first. */
  changesOf(id: string): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
}

/** A fresh PostgreSQL with the demo data; local numbers leave out 21. */
export async function startDemoDatabase(): Promise<DemoDatabase> {
  const postgres = await startTestPostgres();
  const address = await postgres.freshDatabase();
  const database = await createDatabase({
    address,
    logger: pino({ level: 'silent' }),
    numberFormat: { region: 'CN', areaCode: '21' },
  });
  await database.migrate();
  await database.seedDemo({ password: 'x' });
  return {
    postgres,
    address,
    database,
    changesOf: (id) =>
      postgres.run(
        address.database,
        'SELECT who, why, entity, before, after FROM changes WHERE entity_id = $1 ORDER BY change_id',
        [id],
      ),
    stop: async () => {
      await database.close();
      await postgres.stop();
    },
  };
}
