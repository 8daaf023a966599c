import { DataSource, type DataSourceOptions } from 'typeorm';
import type { Logger } from '../server/logging';
import { withDatabaseErrors } from './database-error';
import * as entities from './entities';
import { migrations } from './migrations';
import { SnakeNamingStrategy } from './naming-strategy';
import { PooledClient } from './pooled-client';
import { PinoTypeOrmLogger } from './typeorm-logger';

/** A server by URL, or by host: a name, or the directory of a unix socket. */
export type DatabaseAddress =
  | { readonly url: string }
  | {
      readonly host: string;
      readonly port: number;
      readonly user: string;
      readonly password?: string;
      readonly database: string;
    };

const STATEMENT_TIMEOUT_MS = 15_000;
const TIMEOUTS = {
  statement_timeout: STATEMENT_TIMEOUT_MS,
  // Ours, not the server's: a half-open connection must not hold a request much longer than a statement.
  query_timeout: STATEMENT_TIMEOUT_MS + 5000,
  idle_in_transaction_session_timeout: 60_000,
};
const CONNECT_TIMEOUT_MS = 5000;
const HEALTH_TIMEOUT_MS = 2000;
const SLOW_STATEMENT_MS = 1000;
const POOL_SIZE = 10;
/** Any number that nobody else locks: two servers starting at once migrate one after the other. */
const MIGRATION_LOCK = 7_100_001;

/** @param patient for migrations and rebuilds, whose statements may take as long as they need */
export function createDataSource(address: DatabaseAddress, logger: Logger, patient = false): DataSource {
  const options: DataSourceOptions = {
    type: 'postgres',
    ...('url' in address ? { url: address.url } : credentials(address)),
    // gen_random_uuid() is part of PostgreSQL since 13, and pg_trgm a trusted extension: no superuser is needed.
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    synchronize: false,
    entities: Object.values(entities),
    migrations,
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    namingStrategy: new SnakeNamingStrategy(),
    logger: new PinoTypeOrmLogger(logger),
    logging: ['error', 'warn', 'migration'],
    maxQueryExecutionTime: SLOW_STATEMENT_MS,
    poolSize: POOL_SIZE,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    applicationName: 'kiloline',
    poolErrorHandler: (error: unknown) => {
      // An idle connection was cut; the pool makes a new one when it is needed.
      logger.warn({ err: error }, 'database connection lost');
    },
    extra: { Client: PooledClient, keepAlive: true, ...(patient ? {} : TIMEOUTS) },
  };
  return new DataSource(options);
}

function credentials(address: Exclude<DatabaseAddress, { url: string }>) {
  return {
    host: address.host,
    port: address.port,
    username: address.user,
    database: address.database,
    ...(address.password === undefined ? {} : { password: address.password }),
  };
}

/**
 * Brings the schema up to date, waiting for another server that is at it.
 * @param dataSource a patient one
 * @returns the names of the migrations that were run
 */
export function migrate(dataSource: DataSource): Promise<readonly string[]> {
  return withDatabaseErrors(async () => {
    const lock = dataSource.createQueryRunner();
    try {
      await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
      const run = await dataSource.runMigrations();
      return run.map((migration) => migration.name);
    } finally {
      await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
      await lock.release();
    }
  });
}

/** Whether the database answers now. */
export async function isUp(dataSource: DataSource): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), HEALTH_TIMEOUT_MS);
  });
  const answers = dataSource.query('SELECT 1').then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([answers, late]);
  } finally {
    clearTimeout(timer);
  }
}
