import type { CallId } from '../../server/contract/ids';
import type { RedisConnection } from '../../server/redis';
import { requires } from '../support/requirements';
import { startTestRedis, type TestRedis } from '../support/redis';
import {
  aBreak,
  alice,
  anEntry,
  aQueue,
  bob,
  carl,
  newOfferId,
  openCallCentre,
  type CallCentre,
} from './call-centre';

const people = { agents: { [bob]: { skills: { billing: 2 } } }, groups: { second: [carl] } };
const bills = aQueue('general', [alice, bob], {
  requires: { billing: 5 },
  steps: [
    { afterS: 30, requires: { billing: 2 }, announce: 12 },
    { afterS: 60, addGroups: ['second'], bonusS: 100, requires: {}, offerCallback: true },
  ],
});

requires('redis')('steps, weights and own agents', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  afterAll(() => redis.stop());

  const advance = (centre: CallCentre, limit = 50) => centre.acd.advanceSteps(limit, newOfferId());
  const scoreOf = async (centre: CallCentre, call: CallId) =>
    Number(await connection.command(['HGET', `${centre.prefix}call:${call}`, 'score']));

  it('let a call wait for who may answer it after a time, its place kept', async () => {
    const centre = await openCallCentre(connection, [bills], people);
    await centre.ready(bob);
    const call = await centre.queued();
    const score = await scoreOf(centre, call);
    centre.clock.ms += 29_999;
    expect(await advance(centre)).toEqual({ offers: [], reached: [], handled: 0 });
    centre.clock.ms += 1;
    expect(await advance(centre)).toMatchObject({
      offers: [{ callId: call, agentId: bob }],
      reached: [{ callId: call, queueId: 'general', announce: 12, offerCallback: false }],
      handled: 1,
    });
    expect(await scoreOf(centre, call)).toBe(score);
    const events = await centre.happened();
    expect(events.findLast(({ type }) => type === 'call.step-reached')).toMatchObject({
      ...{ callId: call, queueId: 'general' },
      data: { afterMs: 30_000, change: { requires: { billing: 2 }, announce: 12 } },
    });
    expect(events.findLast(({ type }) => type === 'offer.made')?.data).toMatchObject({
      ...{ waitedMs: 30_000, why: { stepMs: 30_000 } },
    });
  });

  it('take all that is due at once: the latest decides where the call waits, and every bonus counts', async () => {
    const centre = await openCallCentre(connection, [bills], people);
    const call = await centre.queued();
    const score = await scoreOf(centre, call);
    centre.clock.ms += 90_000;
    const later = await centre.queued();
    expect(await advance(centre)).toMatchObject({ reached: [{ announce: null, offerCallback: true }] });
    expect(await scoreOf(centre, call)).toBe(score - 100_000);
    expect([await centre.acd.position(call), await centre.acd.position(later)]).toEqual([0, 1]);
    expect(await advance(centre)).toMatchObject({ handled: 0 });
    await centre.ready(carl);
    expect(await centre.offerOf(call)).toMatchObject({ agentId: carl });
  });

  it('go on for a call whose offer was missed, and for one that rings meanwhile', async () => {
    const centre = await openCallCentre(connection, [{ ...bills, requires: {} }], people);
    await centre.ready(alice);
    const call = await centre.queued();
    centre.clock.ms += 30_000;
    expect(await advance(centre)).toMatchObject({ offers: [], reached: [{ announce: 12 }] });
    await centre.acd.loseOffer(await centre.offerOf(call), 'missed', newOfferId());
    await centre.ready(carl);
    expect(await centre.acd.position(call)).toBe(0);
    centre.clock.ms += 30_000;
    expect(await advance(centre)).toMatchObject({ offers: [{ callId: call, agentId: carl }] });
  });

  it('look at no more calls than they are asked to, soonest first', async () => {
    const centre = await openCallCentre(connection, [bills], people);
    const calls: CallId[] = [];
    for (let i = 0; i < 3; i += 1) {
      centre.clock.ms += 10;
      calls.push(await centre.queued());
    }
    centre.clock.ms += 30_000;
    expect((await advance(centre, 2)).reached.map(({ callId }) => callId)).toEqual(calls.slice(0, 2));
    expect(await advance(centre, 2)).toMatchObject({ handled: 1, reached: [{ callId: calls[2] }] });
  });

  it('go on where they were when the agent of a talk is lost', async () => {
    const centre = await openCallCentre(connection, [bills], people);
    await centre.ready(bob);
    const call = await centre.queued();
    centre.clock.ms += 30_000;
    await advance(centre);
    await centre.accept(await centre.offerOf(call));
    centre.clock.ms += 600_000;
    const agentLegId = (await centre.calls.get(call))?.agentLegId as never;
    await centre.acd.agentLost({ callId: call, agentLegId, reason: 'tab closed', offerId: newOfferId() });
    expect(await advance(centre)).toMatchObject({ handled: 0 });
    centre.clock.ms += 29_999;
    expect(await advance(centre)).toMatchObject({ handled: 0 });
    centre.clock.ms += 1;
    expect(await advance(centre)).toMatchObject({ handled: 1 });
    await centre.ready(carl);
    expect(await centre.offerOf(call)).toMatchObject({ agentId: carl });
  });

  it('a queue’s weight and a key account’s bonus count as time waited', async () => {
    const centre = await openCallCentre(connection, [
      aQueue('general', [alice]),
      aQueue('sales', [alice], { weightS: 30, keyAccountBonusS: 60 }),
    ]);
    const general = await centre.queued('general');
    centre.clock.ms += 20_000;
    const sales = await centre.queued('sales');
    centre.clock.ms += 55_000;
    const key = await centre.caller();
    const entry = { ...anEntry(key, 'sales'), isKeyAccount: true, offerId: newOfferId() };
    await centre.acd.enqueueCall(entry);
    const served = [];
    for (let i = 0; i < 3; i += 1) {
      await centre.ready(alice);
      const [offer] = await centre.acd.liveOffers();
      served.push(offer?.callId);
      await centre.calls.end(offer!.callId, { by: 'customer', cause: 'NORMAL_CLEARING', wrapUpMs: 0 });
    }
    // Entered at 0, at 20 less 30, and at 75 less 90.
    expect(served).toEqual([key, sales, general]);
  });

  describe('sticky', () => {
    const sticky = { to: 'last', forS: 15 } as const;
    const queue = aQueue('general', [alice, bob], { sticky });
    const enter = async (centre: CallCentre, stickyAgentId = bob) => {
      const call = await centre.caller();
      const entry = { ...anEntry(call, 'general'), stickyAgentId, offerId: newOfferId() };
      return { call, result: await centre.acd.enqueueCall(entry) };
    };

    it('offers a caller to his own agent first, though others have been idle longer', async () => {
      const centre = await openCallCentre(connection, [queue]);
      await centre.ready(alice);
      centre.clock.ms += 10;
      await centre.ready(bob);
      const { call, result } = await enter(centre);
      expect(result).toMatchObject({ kind: 'offered', offers: [{ agentId: bob }] });
      // Who does not answer has had his turn.
      const lost = await centre.acd.loseOffer(await centre.offerOf(call), 'missed', newOfferId());
      expect(lost).toMatchObject({ next: [{ agentId: alice }] });
    });

    it('lets him wait for a busy one for a time, before all others of that agent, then for everybody', async () => {
      const centre = await openCallCentre(connection, [queue, aQueue('sales', [bob])]);
      await centre.ready(bob);
      const busy = await centre.queued('sales');
      await centre.accept(await centre.offerOf(busy));
      const other = await centre.queued('sales');
      await centre.ready(alice);
      const { call, result } = await enter(centre);
      expect(result).toEqual({ kind: 'waiting' });
      expect((await centre.acd.queueFigures())[0]).toMatchObject({ queueId: 'general', waiting: 1 });
      await centre.calls.end(busy, { by: 'customer', cause: 'NORMAL_CLEARING', wrapUpMs: 0 });
      expect(await centre.acd.owedMatches()).toEqual([bob]);
      expect(await centre.acd.matchAgent(bob, newOfferId())).toMatchObject({ offer: { callId: call } });
      expect(await centre.acd.position(other)).toBe(0);
      const again = await enter(centre);
      centre.clock.ms += 15_000;
      expect(await advance(centre)).toMatchObject({ offers: [{ callId: again.call, agentId: alice }] });
      expect((await centre.acd.queueFigures())[0]).toMatchObject({ queueId: 'general', waiting: 0 });
    });

    it('does not wait for one who is away, goes away, or may never answer the queue', async () => {
      const centre = await openCallCentre(connection, [queue, aQueue('sales', [bob, carl])]);
      await centre.present(bob);
      await centre.ready(alice);
      expect((await enter(centre)).result).toMatchObject({ offers: [{ agentId: alice }] });
      await centre.ready(carl);
      expect((await enter(centre, carl)).result).toEqual({ kind: 'waiting' });
      // Carl talks; Alice is back and ready.
      const { call } = await (async () => {
        await centre.acd.agentReady(bob, newOfferId());
        return { call: (await centre.acd.liveOffers()).find(({ agentId }) => agentId === bob)!.callId };
      })();
      await centre.accept(await centre.offerOf(call));
      const { call: waits } = await enter(centre);
      await centre.presence.takeBreak(bob, aBreak('lunch'));
      await advance(centre);
      expect(await centre.acd.position(waits)).toBe(0);
      expect((await centre.acd.queueFigures()).find(({ queueId }) => queueId === 'general')).toMatchObject({
        waiting: 1,
      });
      expect(await connection.command(['EXISTS', `${centre.prefix}w:@${bob}`])).toBe(0);
    });
  });
});
