/** Looks for what nobody may find: through files, Redis and PostgreSQL. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { createClient } from 'redis';

/** A place and the text that was found there. */
export interface Haystack {
  readonly where: string;
  readonly text: string;
}

/** Every file below a directory but those under `except`; bytes as Latin-1, so that nothing is lost. */
export function filesBelow(directory: string, except: readonly string[]): Haystack[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (except.some((part) => path.includes(part))) return [];
    if (entry.isDirectory()) return filesBelow(path, except);
    if (!entry.isFile() || statSync(path).size === 0) return [];
    return [{ where: path, text: readFileSync(path, 'latin1') }];
  });
}

/** Every key of Redis with all it holds, streams included. */
export async function redisDump(socket: string): Promise<Haystack[]> {
  const client = createClient({ socket: { path: socket, tls: false } });
  await client.connect();
  try {
    const keys = await client.keys('*');
    return await Promise.all(
      keys.map(async (key) => ({ where: `redis ${key}`, text: JSON.stringify([key, await valueOf(key)]) })),
    );
  } finally {
    client.destroy();
  }

  async function valueOf(key: string): Promise<unknown> {
    switch (await client.type(key)) {
      case 'string':
        return client.get(key);
      case 'hash':
        return client.hGetAll(key);
      case 'list':
        return client.lRange(key, 0, -1);
      case 'set':
        return client.sMembers(key);
      case 'zset':
        return client.zRangeWithScores(key, 0, -1);
      case 'stream':
        return client.xRange(key, '-', '+');
      default:
        return null;
    }
  }
}

/** Every row of every table, as text. */
export async function databaseDump(connection: {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
}): Promise<Haystack[]> {
  const client = new Client(connection);
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'`,
    );
    const dumps: Haystack[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} AS t`);
      dumps.push({ where: `table ${name}`, text: rows.map(({ row }) => row).join('\n') });
    }
    return dumps;
  } finally {
    await client.end();
  }
}

/** Where a secret stands: in one piece, or digit by digit in records that follow each other. */
export function placesOf(secret: string, haystacks: readonly Haystack[]): string[] {
  return haystacks.flatMap(({ where, text }) => {
    if (withoutTimesAndIds(text).includes(secret)) return [`${where}: in one piece`];
    return digitsOneByOne(text).includes(secret) ? [`${where}: digit by digit`] : [];
  });
}

/** Six digits are found by chance in the thousands of times (Unix ms, µs) and UUIDs of a store's file. */
function withoutTimesAndIds(text: string): string {
  return text
    .replace(/(?<![0-9])1[78][0-9]{11}(?:[0-9]{3})?(?![0-9])/g, 'time')
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, 'id');
}

/** What stands alone after a word for a key, record after record: "digit":"7", DTMF-Digit: 7, DTMF 7:800. */
function digitsOneByOne(text: string): string {
  const single = /(?:dtmf|digit|key)[^0-9a-z\n]{1,8}([0-9])(?![0-9])/gi;
  return [...text.matchAll(single)].map((match) => match[1] ?? '').join('');
}
