import type { Offer } from '../../server/acd/acd-store';
import type { RedisConnection } from '../../server/redis';
import { requires } from '../support/requirements';
import { startTestRedis, type TestRedis } from '../support/redis';
import { alice, aQueue, bob, carl, newOfferId, openCallCentre, type CallCentre } from './call-centre';

const hangUp = { by: 'customer', cause: 'ORIGINATOR_CANCEL', wrapUpMs: 0 } as const;
const agentsOf = (offers: readonly Offer[]) => offers.map(({ agentId }) => agentId).sort();

requires('redis')('calls that ring at several agents', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  afterAll(() => redis.stop());

  const open = async (
    strategy: 'ring-all' | 'ring-progressively',
    ready: readonly (typeof alice)[],
    ringMore = { first: 1, everyS: 5 },
  ) => {
    const queue = aQueue('general', [alice, bob, carl], { strategy, ringMore });
    const centre = await openCallCentre(connection, [queue]);
    for (const agent of ready) {
      centre.clock.ms += 10;
      await centre.ready(agent);
    }
    return centre;
  };
  const ringing = async (centre: CallCentre) => agentsOf(await centre.acd.liveOffers());

  it('ring-all rings at everybody who is ready and at who becomes so, each with an id of the one given', async () => {
    const centre = await open('ring-all', [alice, bob]);
    const [call, id] = [await centre.caller(), newOfferId()];
    const result = await centre.enqueue(call, id);
    if (result.kind !== 'offered') throw new Error('not offered');
    expect(agentsOf(result.offers)).toEqual([alice, bob]);
    expect(result.offers[0]?.offerId).toBe(id);
    expect(new Set(result.offers.map(({ offerId }) => offerId.slice(0, 32)))).toEqual(
      new Set([id.slice(0, 32)]),
    );
    expect(await centre.enqueue(call, id)).toEqual(result);
    expect(await centre.enqueue(call)).toEqual({ kind: 'exists' });
    await centre.ready(carl);
    expect(await ringing(centre)).toEqual([alice, bob, carl]);
    expect(await centre.calls.get(call)).toMatchObject({ state: 'offered', agentId: null });
    // It rings, so it does not wait.
    expect((await centre.acd.queueFigures())[0]).toMatchObject({ waiting: 0, longestSince: null });
  });

  it('gives it to the first who answers; the others are free for the next call at once', async () => {
    const centre = await open('ring-all', [alice, bob, carl]);
    const call = await centre.queued();
    centre.clock.ms += 10;
    const second = await centre.queued();
    const offers = await centre.acd.liveOffers();
    const byBob = offers.find(({ agentId }) => agentId === bob)!;
    const byAlice = offers.find(({ agentId }) => agentId === alice)!;
    const next = newOfferId();
    const result = await centre.acd.acceptOffer(byBob, next);
    expect(result).toMatchObject({ kind: 'accepted', next: [{ callId: second }, { callId: second }] });
    if (result.kind !== 'accepted') return;
    expect(result.rescinded.map(({ agentId }) => agentId)).toEqual([alice, carl]);
    expect(result.next[0]?.offerId).toBe(next);
    expect(await centre.acd.acceptOffer(byBob, newOfferId())).toEqual({ kind: 'already' });
    expect(await centre.acd.acceptOffer(byAlice, newOfferId())).toEqual({ kind: 'stale' });
    expect(await centre.acd.loseOffer(byAlice, 'declined', newOfferId())).toEqual({ kind: 'stale' });
    expect(await centre.calls.get(call)).toMatchObject({ state: 'talking', agentId: bob });
    const rescinded = (await centre.happened()).filter(({ type }) => type === 'offer.rescinded');
    expect(rescinded.map(({ agentId, data }) => [agentId, data['because']])).toEqual([
      [alice, 'answered'],
      [carl, 'answered'],
    ]);
  });

  it('lets exactly one of all who answer at once have it', async () => {
    const centre = await open('ring-all', [alice, bob, carl]);
    for (let i = 0; i < 10; i += 1) {
      const call = await centre.queued();
      const answers = await Promise.all((await centre.acd.liveOffers()).map((offer) => centre.accept(offer)));
      expect(answers.sort()).toEqual(['accepted', 'stale', 'stale']);
      await centre.calls.end(call, hangUp);
      for (const agent of [alice, bob, carl]) await centre.acd.matchAgent(agent, newOfferId());
    }
  });

  it('rings on at the others when one does not answer, and waits when none is left', async () => {
    const centre = await open('ring-all', [alice, bob]);
    const call = await centre.queued();
    const [first, second] = await centre.acd.liveOffers();
    expect(await centre.acd.loseOffer(first!, 'declined', newOfferId())).toEqual({ kind: 'lost', next: [] });
    expect(await ringing(centre)).toEqual([second?.agentId]);
    expect((await centre.calls.get(call))?.state).toBe('offered');
    await centre.acd.loseOffer(second!, 'missed', newOfferId());
    expect((await centre.calls.get(call))?.state).toBe('queued');
    expect(await centre.acd.position(call)).toBe(0);
    await centre.ready(carl);
    expect(await ringing(centre)).toEqual([carl]);
  });

  it('stops at all of them when the caller hangs up', async () => {
    const centre = await open('ring-all', [alice, bob, carl]);
    const call = await centre.queued();
    const ended = await centre.calls.end(call, hangUp);
    if (ended.kind !== 'ended') throw new Error('not ended');
    expect(ended.rescinded.map(({ agentId }) => agentId)).toEqual([alice, bob, carl]);
    expect(await ringing(centre)).toEqual([]);
    expect((await centre.acd.queueFigures())[0]).toMatchObject({ waiting: 0, agentsReady: 3 });
  });

  it('ring-progressively begins with a few and rings at more as time passes', async () => {
    const centre = await open('ring-progressively', [alice, bob, carl]);
    const call = await centre.queued();
    expect(await ringing(centre)).toEqual([alice]);
    // Nobody else need wait for it: the next call rings at the next agent.
    const second = await centre.queued();
    expect(await centre.offerOf(second)).toMatchObject({ agentId: bob });
    await centre.calls.end(second, hangUp);
    centre.clock.ms += 5000;
    const more = await centre.acd.advanceSteps(50, newOfferId());
    expect(more.offers).toMatchObject([{ callId: call, agentId: bob }]);
    centre.clock.ms += 5000;
    await centre.acd.advanceSteps(50, newOfferId());
    expect(await ringing(centre)).toEqual([alice, bob, carl]);
  });

  it('ring-progressively rings at another one for each who does not answer, and begins anew when it rang at nobody', async () => {
    const centre = await open('ring-progressively', [alice, bob]);
    const call = await centre.queued();
    const [first] = await centre.acd.liveOffers();
    const lost = await centre.acd.loseOffer(first!, 'missed', newOfferId());
    expect(lost).toMatchObject({ next: [{ agentId: bob }] });
    centre.clock.ms += 12_000;
    await centre.acd.advanceSteps(50, newOfferId());
    await centre.acd.loseOffer(await centre.offerOf(call), 'missed', newOfferId());
    await centre.ready(alice);
    await centre.ready(carl);
    expect(await ringing(centre)).toEqual([alice]);
  });
});
