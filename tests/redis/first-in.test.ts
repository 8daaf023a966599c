import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { RedisConnection } from '../../server/redis';
import { asArray, asText, asTexts } from '../../server/redis/script-reply';
import { requires } from '../support/requirements';
import { startTestRedis, type TestRedis } from '../support/redis';

const include = readFileSync(join(__dirname, '../../server/redis/scripts/includes/first-in.lua'), 'utf8');
const search = `${include}
local found, last = firstIn(KEYS[1], KEYS[2])
return { found, last or '' }`;
const turns = `${include}
local names = {}
for i, each in ipairs(inTurn('m:', KEYS[1], firstIn(KEYS[1], KEYS[2]))) do names[i] = each[1] end
return names`;

requires('redis')('the one search', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  afterAll(() => redis.stop());

  const fill = async (
    summary: readonly (readonly [name: number, score: number])[],
    set: readonly number[],
  ) => {
    await connection.command(['DEL', 's', 't']);
    const scored = summary.flatMap(([name, score]) => [String(score), String(name)]);
    await connection.command(['ZADD', 's', '+inf', '-'.repeat(70), ...scored]);
    if (set.length > 0) await connection.command(['SADD', 't', ...set.map(String)]);
  };
  // Up to 300 names: sets of more than 24 against summaries of every size reach the scan and its last chunk.
  const names = fc.uniqueArray(fc.nat(400), { maxLength: 300 });

  it('finds the lowest-scored members of a summary that are in a set, by intersecting as by scanning', async () => {
    await fc.assert(
      fc.asyncProperty(names, names, async (summary, set) => {
        await fill(
          summary.map((name, i) => [name, i]),
          set,
        );
        const [found, last] = asArray(await connection.command(['EVAL', search, '2', 's', 't']));
        const place = (name: string | undefined) => summary.findIndex((each) => String(each) === name);
        const expected = summary.filter((name) => set.includes(name)).map(String);
        // As far as it looked it knows them all; when it looked at everything these are all there are.
        const known = asTexts(found);
        expect(known).toEqual(expected.slice(0, known.length));
        const next = expected[known.length];
        if (asText(last) === '') expect(next).toBeUndefined();
        else if (next !== undefined && place(asText(last)) >= 0)
          expect(place(next)).toBeGreaterThan(place(asText(last)));
      }),
      { numRuns: 300 },
    );
  });

  it('knows who comes next over several sets, as far as it looks', async () => {
    const members = fc.uniqueArray(fc.nat(9999), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.array(members, { maxLength: 40 }), async (sets) => {
        const scores = new Map<string, number>();
        await connection.command(['FLUSHALL']);
        for (const [i, own] of sets.entries()) {
          for (const score of own) scores.set(`${i}-${score}`, score);
          await connection.command([
            'ZADD',
            `m:${i}`,
            ...own.flatMap((score) => [String(score), `${i}-${score}`]),
          ]);
        }
        await fill(
          sets.map((own, i) => [i, Math.min(...own)]),
          sets.map((_own, i) => i),
        );
        const found = asTexts(await connection.command(['EVAL', turns, '2', 's', 't']));
        const all = [...scores].sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1));
        expect(found.map((name) => scores.get(name))).toEqual(
          all.slice(0, found.length).map(([, score]) => score),
        );
        expect(found.length).toBeGreaterThanOrEqual(Math.min(1, sets.length));
        if (sets.length <= 2) expect(found).toHaveLength(Math.min(3, all.length));
      }),
      { numRuns: 200 },
    );
  });
});
