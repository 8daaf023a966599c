import type { RedisConnection } from '../../server/redis';
import { startTestRedis, type TestRedis } from '../support/redis';
import { requires } from '../support/requirements';
import { alice, anEntry, newOfferId, openCallCentre } from './call-centre';

requires('redis')('a wait with a limit of its own', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  afterAll(() => redis.stop());

  const limited = async (atMostMs: number | null, isReady = false) => {
    const centre = await openCallCentre(connection);
    if (isReady) await centre.ready(alice);
    const call = await centre.caller();
    await centre.acd.enqueueCall({
      ...anEntry(call, 'general'),
      bonusMs: 0,
      offerId: newOfferId(),
      atMostMs,
    });
    return { ...centre, call };
  };

  it('is over when it is up, until the caller has left', async () => {
    const { acd, call, clock } = await limited(2000);
    clock.ms += 1999;
    expect(await acd.overdueWaits()).toEqual([]);
    clock.ms += 1;
    expect(await acd.overdueWaits()).toEqual([call]);
    expect(await acd.overdueWaits()).toEqual([call]);
    await acd.leaveQueue(call, { why: 'too-long', entry: 'left-queue' });
    expect(await acd.overdueWaits()).toEqual([]);
    expect(await acd.brokenInvariants()).toEqual([]);
  });

  it('goes on for a second while it rings at an agent, and is over for good when he answers', async () => {
    const centre = await limited(2000, true);
    const { acd, call, clock } = centre;
    clock.ms += 2999;
    expect(await acd.overdueWaits()).toEqual([]);
    clock.ms += 1;
    expect(await acd.overdueWaits()).toEqual([call]);
    expect(await centre.accept(await centre.offerOf(call))).toBe('accepted');
    expect(await acd.overdueWaits()).toEqual([]);
  });

  it('is of this stay in the queue only', async () => {
    const { acd, call, clock } = await limited(2000);
    await acd.leaveQueue(call, { why: 'key', entry: 'left-queue' });
    await acd.enqueueCall({ ...anEntry(call, 'general'), bonusMs: 0, offerId: newOfferId() });
    clock.ms += 60_000;
    expect(await acd.overdueWaits()).toEqual([]);
  });
});
