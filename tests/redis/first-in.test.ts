import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { RedisConnection } from '../../server/redis';
import { requires } from '../support/requirements';
import { startTestRedis, type TestRedis } from '../support/redis';

const include = readFileSync(join(__dirname, '../../server/redis/scripts/includes/first-in.lua'), 'utf8');
const script = `${include}\nreturn firstIn(KEYS[1], KEYS[2]) or ''`;

requires('redis')('the one search', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  afterAll(() => redis.stop());

  it('finds the lowest-scored member of a summary that is in a set, by intersecting as by scanning', async () => {
    // Up to 300 names: sets of more than 24 against summaries of every size reach the scan and its last chunk.
    const names = fc.uniqueArray(fc.nat(400), { maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(names, names, async (summary, set) => {
        await connection.command(['DEL', 's', 't']);
        await connection.command([
          'ZADD',
          's',
          '+inf',
          '-'.repeat(70),
          ...summary.flatMap((name, i) => [String(i), String(name)]),
        ]);
        if (set.length > 0) await connection.command(['SADD', 't', ...set.map(String)]);
        const expected = summary.find((name) => set.includes(name));
        expect(await connection.command(['EVAL', script, '2', 's', 't'])).toBe(
          expected === undefined ? '' : String(expected),
        );
      }),
      { numRuns: 300 },
    );
  });
});
