import { switchId } from '../../server/contract/ids';
import type { RedisConnection } from '../../server/redis';
import { startTestRedis, type TestRedis } from '../support/redis';
import { requires } from '../support/requirements';
import { alice, bob, newOfferId, openCallCentre, type CallCentre } from './call-centre';

const SILENT_MS = 16_000;
const fs1 = switchId('fs1');

requires('redis')('a page with a softphone', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  afterAll(() => redis.stop());

  const alive = (centre: CallCentre) =>
    centre.acd.phoneAlive({ agentId: alice, silentMs: SILENT_MS, offerId: newOfferId() });
  const silent = (centre: CallCentre) => centre.acd.silentPhones(SILENT_MS);
  const isReachable = async (centre: CallCentre) => (await centre.agents.get(alice))?.reachable;

  it('that falls silent is offered nothing, and calls again at its next sign of life', async () => {
    const centre = await openCallCentre(connection);
    await centre.ready(alice);
    expect(await alive(centre)).toEqual({ kind: 'not-eligible' });
    centre.clock.ms += SILENT_MS - 1;
    expect(await silent(centre)).toEqual([]);
    expect(await isReachable(centre)).toBe(true);
    centre.clock.ms += 1;
    expect(await silent(centre)).toEqual([]);
    expect(await isReachable(centre)).toBe(false);
    expect((await centre.happened()).at(-1)).toMatchObject({
      type: 'agent.unreachable',
      data: { because: 'asleep' },
    });
    const call = await centre.queued();
    expect((await centre.calls.get(call))?.state).toBe('queued');
    expect(await alive(centre)).toMatchObject({ kind: 'offered', offer: { callId: call, agentId: alice } });
  });

  it('that is loaded anew is not asleep by the last sign of the one before', async () => {
    const centre = await openCallCentre(connection);
    await centre.ready(alice);
    await alive(centre);
    centre.clock.ms += SILENT_MS - 1;
    await centre.acd.agentReachable(`s${alice}`, newOfferId(), fs1);
    centre.clock.ms += 2;
    expect(await silent(centre)).toEqual([]);
    expect(await isReachable(centre)).toBe(true);
    // From its own first sign on it has to give them.
    await alive(centre);
    centre.clock.ms += SILENT_MS;
    await silent(centre);
    expect(await isReachable(centre)).toBe(false);
  });

  it('that gives signs is left alone, and one that never gave any, too', async () => {
    const centre = await openCallCentre(connection);
    await centre.ready(alice);
    await centre.ready(bob);
    for (let sign = 0; sign < 5; sign += 1) {
      await alive(centre);
      centre.clock.ms += 5000;
      await silent(centre);
    }
    expect(await isReachable(centre)).toBe(true);
    expect((await centre.agents.get(bob))?.reachable).toBe(true);
  });

  it('that falls silent while it rings gives the offer back', async () => {
    const centre = await openCallCentre(connection);
    await centre.ready(alice);
    await alive(centre);
    const call = await centre.queued();
    const { offerId } = await centre.offerOf(call);
    centre.clock.ms += SILENT_MS;
    expect(await silent(centre)).toEqual([{ offerId, callId: call, agentId: alice }]);
  });

  it('does not come back to life by a sign when its registration is gone', async () => {
    const centre = await openCallCentre(connection);
    await centre.ready(alice);
    await alive(centre);
    centre.clock.ms += SILENT_MS;
    await silent(centre);
    await centre.acd.agentUnreachable(`s${alice}`, (await centre.agents.get(alice))?.registeredOn ?? fs1);
    expect(await alive(centre)).toEqual({ kind: 'not-eligible' });
    expect(await isReachable(centre)).toBe(false);
  });

  it('is not looked for any more once its agent has logged out', async () => {
    const centre = await openCallCentre(connection);
    await centre.present(alice);
    await alive(centre);
    await centre.agents.logOut(alice, `session-${alice}`);
    centre.clock.ms += SILENT_MS;
    expect(await silent(centre)).toEqual([]);
    expect(await connection.command(['ZCARD', `${centre.prefix}dl:phone`])).toBe(0);
  });
});
