import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { createLogger } from '../../../server/logging';
import { startPrivatePostgres, type PrivatePostgres } from '../../../server/parts';
import { eventually, isAlive } from '../../support/eventually';
import { runOwner } from '../../support/run-owner';
import { makeTemporaryDirectory } from '../../support/temporary-directory';

describe('startPrivatePostgres', () => {
  const temporary = makeTemporaryDirectory();
  const options = { runDir: temporary.path, logger: createLogger({ level: 'silent', pretty: false }) };
  let running: PrivatePostgres | null = null;

  const query = async (postgres: PrivatePostgres, text: string) => {
    const client = new Client(postgres.connection);
    await client.connect();
    try {
      return (await client.query<{ value: string }>(text)).rows.map((row) => row.value);
    } finally {
      await client.end();
    }
  };
  const restart = async () => (running = await startPrivatePostgres(options));

  beforeAll(async () => {
    const postgres = await restart();
    await query(postgres, `CREATE TABLE kept AS SELECT 'first'::text AS value`);
  }, 60_000);
  afterAll(async () => {
    await running?.stop();
    temporary.remove();
  });

  it('understands Unicode', async () => {
    expect(await query(await restartIfNeeded(), `SELECT upper('zürich 你好') AS value`)).toEqual([
      'ZÜRICH 你好',
    ]);
  });

  it('has its data after a stop', async () => {
    await running?.stop();
    expect(await query(await restart(), 'SELECT value FROM kept')).toEqual(['first']);
  }, 30_000);

  it('ends when its owner is killed, and starts again with what was written', async () => {
    await running?.stop();
    const owner = await runOwner('postgres', temporary.path);
    await expect(startPrivatePostgres(options)).rejects.toMatchObject({ code: 'part-failed' });
    await query(owner.part as PrivatePostgres, `INSERT INTO kept VALUES ('second')`);
    await owner.kill();
    // At once, while the old server may still be stopping.
    const postgres = await restart();
    await eventually('the old server ends', () => !isAlive(owner.part.pid));
    expect(await query(postgres, 'SELECT value FROM kept')).toEqual(['first', 'second']);
  }, 60_000);

  it('starts after the server itself was killed, its pid file now naming another program', async () => {
    const pidFile = join(running?.dataDir ?? '', 'postmaster.pid');
    const text = readFileSync(pidFile, 'utf8');
    await running?.kill();
    const other = spawn('sleep', ['60']);
    try {
      writeFileSync(pidFile, text.replace(/^\d+/, String(other.pid)));
      expect(await query(await restart(), 'SELECT value FROM kept')).toHaveLength(2);
      expect(isAlive(other.pid ?? 0)).toBe(true);
    } finally {
      other.kill();
    }
  }, 30_000);

  it('works below a path too long for a socket', async () => {
    const runDir = join(temporary.path, 'long'.repeat(30));
    const postgres = await startPrivatePostgres({ ...options, runDir });
    try {
      expect(await query(postgres, 'SELECT current_database()::text AS value')).toEqual(['kiloline']);
    } finally {
      await postgres.stop();
    }
  }, 60_000);

  async function restartIfNeeded(): Promise<PrivatePostgres> {
    return running ?? restart();
  }
});
