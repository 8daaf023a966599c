import fc from 'fast-check';
import { createRedisStores, type RedisConnection } from '../../server/redis';
import { requires } from '../support/requirements';
import { silentLogger, startTestRedis, testPrefix, type TestRedis } from '../support/redis';

const size = { limit: 5, windowMs: 1000 };

requires('redis')('a budget of requests', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  let now: number;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  beforeEach(() => {
    now = 1_800_000_000_000;
  });
  afterAll(() => redis.stop());

  const newBudget = async () => {
    const options = { logger: silentLogger, prefix: testPrefix(), testClock: () => now };
    return (await createRedisStores(connection, options)).requestBudget;
  };

  it('is used up, says when to come back, and refills evenly', async () => {
    const budget = await newBudget();
    const answers = [];
    for (let i = 0; i < 6; i += 1) answers.push(await budget.take('key:a', size));
    expect(answers.map(({ isTaken, left }) => [isTaken, left])).toEqual([
      [true, 4],
      [true, 3],
      [true, 2],
      [true, 1],
      [true, 0],
      [false, 0],
    ]);
    expect(answers[5]).toMatchObject({ waitMs: 200, fullInMs: 1000 });
    now += 200;
    expect(await budget.take('key:a', size)).toMatchObject({ isTaken: true, left: 0 });
    expect(await budget.take('key:a', size)).toMatchObject({ isTaken: false, waitMs: 200 });
    now += 1000;
    expect(await budget.take('key:a', size)).toMatchObject({ isTaken: true, left: 4 });
  });

  it('is everybody’s own', async () => {
    const budget = await newBudget();
    for (let i = 0; i < 5; i += 1) await budget.take('key:a', size);
    expect(await budget.take('key:b', size)).toMatchObject({ isTaken: true, left: 4 });
  });

  it('never gives more than the limit and what has refilled', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 40 }),
        async (pauses) => {
          const budget = await newBudget();
          const begin = now;
          let taken = 0;
          for (const pause of pauses) {
            now += pause;
            if ((await budget.take('key:a', size)).isTaken) taken += 1;
          }
          expect(taken).toBeLessThanOrEqual(size.limit + Math.floor((now - begin) / 200));
        },
      ),
      { numRuns: 30 },
    );
  });
});
