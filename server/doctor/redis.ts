import { createRedis, type RedisConnection } from '../redis';
import { describeError } from '../errors';
import type { Logger } from '../logging';
import { fail, ok, warn, type Finding } from './finding';

const MAJOR = 7;
/** A caller's way to an agent is some twenty commands one after the other. */
const SLOW_MS = 5;
const PINGS = 50;

export interface RedisFacts {
  readonly version: string;
  readonly maxmemoryPolicy: string;
  readonly maxmemory: number;
  readonly appendonly: boolean;
  readonly pingMs: number;
}

export async function examineRedis(url: string, logger: Logger): Promise<readonly Finding[]> {
  let connection: RedisConnection;
  try {
    connection = await createRedis({ address: url, logger });
  } catch (error) {
    return [
      fail(
        'Redis',
        describeError(error),
        'Start it, or correct REDIS_URL: nothing works without the live state.',
      ),
    ];
  }
  try {
    return judgeRedis(await readFacts(connection));
  } catch (error) {
    return [fail('Redis', describeError(error), 'May this user run INFO, CONFIG GET and EVALSHA?')];
  } finally {
    connection.close();
  }
}

export function judgeRedis(facts: RedisFacts): readonly Finding[] {
  const { version, maxmemory, maxmemoryPolicy, appendonly, pingMs } = facts;
  const evicts = maxmemory > 0 && maxmemoryPolicy !== 'noeviction';
  const took = `${pingMs.toFixed(1)} ms to answer (median of ${PINGS})`;
  return [
    Number(version.split('.')[0]) >= MAJOR
      ? ok('Redis', version)
      : fail('Redis', version, `Install Redis ${MAJOR} or newer: the scripts need it.`),
    evicts
      ? fail(
          'eviction',
          `maxmemory-policy is ${maxmemoryPolicy}`,
          'Set it to noeviction: a full Redis would forget calls that wait.',
        )
      : ok('eviction', 'nothing is forgotten when memory is short'),
    appendonly
      ? ok('append-only file', 'a restart keeps the live state')
      : warn('append-only file', 'is off', 'Set appendonly yes: a restart of Redis would forget who waits.'),
    pingMs <= SLOW_MS
      ? ok('distance', took)
      : warn('distance', took, 'Bring Redis near: each step of a call asks it several times.'),
  ];
}

async function readFacts(connection: RedisConnection): Promise<RedisFacts> {
  const version = /^redis_version:(\S+)/m.exec(String(await connection.command(['INFO', 'server'])))?.[1];
  const took: number[] = [];
  for (let i = 0; i < PINGS; i += 1) {
    const begun = performance.now();
    await connection.ping();
    took.push(performance.now() - begun);
  }
  took.sort((one, other) => one - other);
  const setting = async (name: string): Promise<string> => {
    const reply = await connection.command(['CONFIG', 'GET', name]);
    return Array.isArray(reply) ? String(reply[1] ?? '') : '';
  };
  return {
    version: version ?? '0',
    maxmemory: Number(await setting('maxmemory')),
    maxmemoryPolicy: await setting('maxmemory-policy'),
    appendonly: (await setting('appendonly')) === 'yes',
    pingMs: took[PINGS / 2] ?? 0,
  };
}
