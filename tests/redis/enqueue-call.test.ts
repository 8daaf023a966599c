import { callId } from '../../server/contract/ids';
import type { RedisConnection } from '../../server/redis';
import { requires } from '../support/requirements';
import { startTestRedis, testStores, type TestRedis } from '../support/redis';
import { alice, anEntry, aQueue, bob, newOfferId, openCallCentre } from './call-centre';

requires('redis')('enqueue-call', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  afterAll(() => redis.stop());

  it('lets the call wait when nobody is ready', async () => {
    const centre = await openCallCentre(connection);
    const call = await centre.caller();
    expect(await centre.enqueue(call)).toEqual({ kind: 'waiting' });
    expect(await centre.calls.get(call)).toMatchObject({
      state: 'queued',
      queueId: 'general',
      queuedAt: centre.clock.ms,
    });
    expect(await centre.acd.position(call)).toBe(0);
  });

  it('offers the call to the longest idle ready agent', async () => {
    const centre = await openCallCentre(connection);
    await centre.ready(bob);
    centre.clock.ms += 10;
    await centre.ready(alice);
    const call = await centre.caller();
    const offerId = newOfferId();
    const offer = {
      offerId,
      callId: call,
      agentId: bob,
      queueId: 'general',
      deadlineAt: centre.clock.ms + 20_000,
    };
    expect(await centre.enqueue(call, offerId)).toEqual({ kind: 'offered', offers: [offer] });
    expect(await centre.acd.liveOffers()).toEqual([offer]);
    expect(await centre.agents.get(bob)).toMatchObject({ state: 'offered', callId: call, offerId });
    expect(await centre.calls.get(call)).toMatchObject({ state: 'offered', agentId: bob, agentLegId: null });
    expect((await centre.calls.findByLeg(offerId as never))?.callId).toBe(call);
  });

  it('answers a repeated request with the same offer, and another one with exists', async () => {
    const centre = await openCallCentre(connection);
    await centre.ready(alice);
    const call = await centre.caller();
    const offerId = newOfferId();
    const first = await centre.enqueue(call, offerId);
    expect(await centre.enqueue(call, offerId)).toEqual(first);
    expect(await centre.enqueue(call)).toEqual({ kind: 'exists' });
    expect((await centre.eventTypes()).filter((type) => type === 'offer.made')).toHaveLength(1);
  });

  it('puts one call in once when two servers ask', async () => {
    const centre = await openCallCentre(connection);
    const other = await redis.connect();
    const second = await testStores(other, { prefix: centre.prefix });
    await centre.ready(alice);
    for (let i = 0; i < 20; i += 1) {
      const call = await centre.caller();
      const ask = { ...anEntry(call, 'general'), topic: 'bill' };
      const kinds = await Promise.all([
        centre.acd.enqueueCall({ ...ask, offerId: newOfferId() }),
        second.acd.enqueueCall({ ...ask, offerId: newOfferId() }),
      ]);
      expect(kinds.filter(({ kind }) => kind === 'exists')).toHaveLength(1);
      await centre.calls.end(call, { by: 'customer', cause: 'NORMAL_CLEARING', wrapUpMs: 0 });
      await centre.acd.matchAgent(alice, newOfferId());
    }
  });

  it('refuses calls that are gone, elsewhere, or for an unknown queue', async () => {
    const centre = await openCallCentre(connection);
    expect(await centre.enqueue(callId('none'))).toEqual({ kind: 'gone' });
    const { call } = await centre.talking(alice);
    expect(await centre.enqueue(call)).toEqual({ kind: 'not-allowed', state: 'talking' });
    await expect(centre.enqueue(await centre.caller(), newOfferId(), 'nowhere')).rejects.toThrow(
      'not configured',
    );
  });

  it('lets a bonus pass earlier calls, and tells positions and figures', async () => {
    const centre = await openCallCentre(connection, [aQueue('general', [alice])]);
    const early = await centre.queued();
    centre.clock.ms += 1000;
    const preferred = await centre.queued('general', 5000);
    expect(await centre.acd.position(preferred)).toBe(0);
    expect(await centre.acd.position(early)).toBe(1);
    expect(await centre.acd.queueFigures()).toEqual([
      {
        queueId: 'general',
        name: 'Queue general',
        waiting: 2,
        longestSince: centre.clock.ms - 1000,
        agentsReady: 0,
        answers: 0,
        answersSince: null,
      },
    ]);
    await centre.ready(alice);
    expect((await centre.acd.liveOffers())[0]?.callId).toBe(preferred);
    expect(await centre.acd.position(preferred)).toBeNull();
  });

  it('tells what happened in events with all their facts', async () => {
    const centre = await openCallCentre(connection);
    const call = await centre.queued();
    centre.clock.ms += 700;
    await centre.ready(alice);
    const offer = await centre.offerOf(call);
    const all = await centre.happened();
    expect(all[2]).toMatchObject({ callId: call, queueId: 'general', data: { topic: null, again: false } });
    expect(all.map(({ type }) => type)).toEqual([
      'call.started',
      'leg.started',
      'call.queued',
      'agent.logged-in',
      'agent.presence-changed',
      'agent.state-changed',
      'agent.reachable',
      'agent.presence-changed',
      'offer.made',
      'agent.state-changed',
    ]);
    expect(all.at(-2)).toMatchObject({
      at: centre.clock.ms,
      callId: call,
      agentId: alice,
      queueId: 'general',
      data: {
        offerId: offer.offerId,
        deadlineAt: offer.deadlineAt,
        waitedMs: 700,
        why: { strategy: 'longest-idle', agentsReady: 1 },
      },
    });
    expect(all.at(-1)).toMatchObject({ agentId: alice, callId: call, data: { state: 'offered' } });
    expect(all[0]?.data).toEqual({
      direction: 'inbound',
      callerNumber: '13800000001',
      callerName: 'Carol',
      dialedNumber: '1000',
      switchId: 'fs1',
      customerLegId: `leg-${call}`,
    });
    expect(all[1]).toMatchObject({ legId: `leg-${call}`, data: { role: 'customer', number: '13800000001' } });
  });
});
