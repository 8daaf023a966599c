import { createDataSource, type DatabaseAddress } from './data-source';
import { withDatabaseErrors } from './database-error';
import type { Logger } from '../server/logging';

export interface DatabaseLook {
  /** For example "16.4". */
  readonly version: string;
  /** Of this release, not run yet. */
  readonly pending: number;
  /** Run by a later release than this one. */
  readonly unknown: number;
  readonly sizeBytes: number;
  readonly connections: number;
  readonly maxConnections: number;
}

/** How a database stands, without changing anything. @throws OperationalError 'database-unavailable' */
export function lookAtDatabase(address: DatabaseAddress, logger: Logger): Promise<DatabaseLook> {
  return withDatabaseErrors(async () => {
    const dataSource = createDataSource(address, logger);
    await dataSource.initialize();
    try {
      const [facts] = await dataSource.query<Record<string, string>[]>(`
        SELECT current_setting('server_version') AS version,
               pg_database_size(current_database()) AS size,
               (SELECT count(*) FROM pg_stat_activity) AS connections,
               current_setting('max_connections') AS max,
               to_regclass('migrations') AS migrations`);
      const run = facts?.['migrations']
        ? await dataSource.query<{ name: string }[]>('SELECT name FROM migrations')
        : [];
      const known = new Set(dataSource.migrations.map((each) => each.name ?? each.constructor.name));
      return {
        version: facts?.['version'] ?? '',
        sizeBytes: Number(facts?.['size']),
        connections: Number(facts?.['connections']),
        maxConnections: Number(facts?.['max']),
        pending: [...known].filter((name) => !run.some((each) => each.name === name)).length,
        unknown: run.filter(({ name }) => !known.has(name)).length,
      };
    } finally {
      await dataSource.destroy();
    }
  });
}
