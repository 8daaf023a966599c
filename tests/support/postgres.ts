import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { Client } from 'pg';
import { startPrivatePostgres } from '../../server/parts/private-postgres';

/** Where a database is, as createDatabase takes it. */
export interface TestAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
}

export interface TestPostgres {
  /** A new, empty database on this server. */
  freshDatabase(): Promise<TestAddress>;
  /** Statements as the server's owner, on one of its databases. */
  run(database: string, statement: string, parameters?: unknown[]): Promise<Record<string, unknown>[]>;
  /** SIGKILL, and a start on the same data. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** One statement on a connection of its own. */
export async function runOn<Row extends object>(
  { host, port, user, database }: TestAddress,
  statement: string,
  parameters: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new Client({ host, port, user, database });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(statement, [...parameters])).rows;
  } finally {
    await client.end();
  }
}

/** A real PostgreSQL of this test file's own; it ends with the process at the latest. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const runDir = mkdtempSync(join(tmpdir(), 'kl-test-'));
  // PostgreSQL refuses root: its own user must be able to enter.
  chmodSync(runDir, 0o755);
  const options = { runDir, logger: pino({ level: 'silent' }) };
  let server = await startPrivatePostgres(options);
  const run = (database: string, statement: string, parameters: unknown[] = []) =>
    runOn<Record<string, unknown>>({ ...server.connection, database }, statement, parameters);
  return {
    run,
    freshDatabase: async () => {
      const database = `test_${randomUUID().replaceAll('-', '')}`;
      await run('postgres', `CREATE DATABASE ${database}`);
      return { ...server.connection, database };
    },
    kill: () => server.kill(),
    restart: async () => {
      server = await startPrivatePostgres(options);
    },
    stop: async () => {
      await server.stop();
      rmSync(runDir, { recursive: true, force: true });
    },
  };
}
