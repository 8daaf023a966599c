import { switchId } from '../../server/contract/ids';
import { createRedisStores, type RedisConnection, type RedisStores } from '../../server/redis';
import { requires } from '../support/requirements';
import { silentLogger, startTestRedis, testPrefix, type TestRedis } from '../support/redis';

const T0 = 1_800_000_000_000;
const fs1 = switchId('fs1');
const fs2 = switchId('fs2');

requires('redis')('that a switch is served', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  let stores: RedisStores;
  let now: number;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  beforeEach(async () => {
    now = T0;
    const options = { logger: silentLogger, prefix: testPrefix(), testClock: () => now };
    stores = await createRedisStores(connection, options);
  });
  afterAll(() => redis.stop());

  const told = async () =>
    (await stores.events.readAfter('0-0', 100)).map(({ type, at, data }) => [type, at - T0, data]);

  it('is told when it was not for a while, and from when to when', async () => {
    expect(await stores.servedMarks.mark(fs1)).toBe('again');
    for (let second = 1; second <= 5; second += 1) {
      now = T0 + second * 1000;
      expect(await stores.servedMarks.mark(fs1)).toBe('marked');
    }
    now += 2500;
    expect(await stores.servedMarks.mark(fs1)).toBe('marked');
    now += 2501;
    expect(await stores.servedMarks.mark(fs1)).toBe('again');
    expect(await told()).toEqual([
      ['switch.served', 0, { switchId: 'fs1', since: null }],
      ['switch.served', 10_001, { switchId: 'fs1', since: T0 + 7500 }],
    ]);
  });

  it('is told of each switch by itself, however many servers say so', async () => {
    await stores.servedMarks.mark(fs1);
    await stores.servedMarks.mark(fs2);
    now += 60_000;
    const answers = await Promise.all([1, 2, 3].map(() => stores.servedMarks.mark(fs1)));
    expect(answers.sort()).toEqual(['again', 'marked', 'marked']);
    expect(await stores.servedMarks.last()).toEqual(
      new Map([
        ['fs1', now],
        ['fs2', T0],
      ]),
    );
  });
});
