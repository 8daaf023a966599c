import type { RedisConnection } from '../../server/redis';
import { requires } from '../support/requirements';
import { startTestRedis, testStores, type TestRedis } from '../support/redis';
import { aBreak, alice, aQueue, bob, FS1, newOfferId, openCallCentre } from './call-centre';

const hangUp = { by: 'customer', cause: 'ORIGINATOR_CANCEL', wrapUpMs: 0 } as const;

requires('redis')('offers', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  afterAll(() => redis.stop());

  describe('accept-offer', () => {
    it('makes agent and caller talk, once, and tells how long the caller waited', async () => {
      const centre = await openCallCentre(connection);
      const call = await centre.queued();
      centre.clock.ms += 3000;
      await centre.ready(alice);
      centre.clock.ms += 2000;
      const offer = await centre.offerOf(call);
      expect(await centre.accept(offer)).toBe('accepted');
      expect(await centre.accept(offer)).toBe('already');
      expect(await centre.calls.get(call)).toMatchObject({
        state: 'talking',
        agentId: alice,
        agentLegId: offer.offerId,
        talkingAt: centre.clock.ms,
      });
      expect(await centre.agents.get(alice)).toMatchObject({ state: 'on-call', callId: call, offerId: null });
      const events = await centre.happened();
      expect(events.slice(-3).map(({ type }) => type)).toEqual([
        'offer.accepted',
        'agent.state-changed',
        'call.talking',
      ]);
      expect(events.at(-1)).toMatchObject({
        agentId: alice,
        data: { agentLegId: offer.offerId, waitMs: 5000 },
      });
    });

    it('refuses a late answer to an earlier offer of the same pair', async () => {
      const centre = await openCallCentre(connection, [aQueue('general', [alice])]);
      await centre.ready(alice);
      const call = await centre.queued();
      const first = await centre.offerOf(call);
      await centre.acd.loseOffer(first, 'missed', newOfferId());
      await centre.acd.agentReady(alice, newOfferId());
      expect((await centre.offerOf(call)).agentId).toBe(alice);
      expect(await centre.accept(first)).toBe('stale');
      expect(await centre.acd.loseOffer(first, 'declined', newOfferId())).toEqual({ kind: 'stale' });
    });

    it('gives the call to one of two agents and lets none of two racing wishes half happen', async () => {
      const centre = await openCallCentre(connection);
      const second = await testStores(await redis.connect(), { prefix: centre.prefix });
      await centre.ready(alice);
      for (let i = 0; i < 20; i += 1) {
        await centre.acd.agentReady(alice, newOfferId());
        const call = await centre.queued();
        const offer = await centre.offerOf(call);
        const forged = { ...offer, agentId: bob };
        const [mine, his, end] = await Promise.all([
          centre.accept(offer),
          second.acd.acceptOffer(forged, newOfferId()),
          second.calls.end(call, hangUp),
        ]);
        expect(his).toEqual({ kind: 'stale' });
        expect(end).toMatchObject({ from: mine === 'accepted' ? 'talking' : 'offered', agentId: alice });
        expect(await centre.agents.get(alice)).toMatchObject({ state: 'idle', callId: null, offerId: null });
      }
    });

    it('wins or loses against the deadline, never both', async () => {
      const centre = await openCallCentre(connection, [aQueue('general', [alice])]);
      const other = await testStores(await redis.connect(), {
        prefix: centre.prefix,
        testClock: () => centre.clock.ms,
      });
      await centre.present(alice);
      for (let i = 0; i < 20; i += 1) {
        await centre.acd.agentReady(alice, newOfferId());
        const call = await centre.queued();
        const offer = await centre.offerOf(call);
        centre.clock.ms += 20_000;
        const late = i % 2 === 0;
        const sweep = () => other.acd.advanceDeadlines([newOfferId()]);
        const accept = () => centre.accept(offer);
        const [due, word] = late
          ? await Promise.all([sweep(), accept()])
          : ((await Promise.all([accept(), sweep()])).reverse() as [
              Awaited<ReturnType<typeof sweep>>,
              string,
            ]);
        expect(due.missed).toHaveLength(word === 'accepted' ? 0 : 1);
        expect(await centre.agents.get(alice)).toMatchObject(
          word === 'accepted'
            ? { state: 'on-call' }
            : { state: 'idle', presence: 'not-responding', reason: 'missed' },
        );
        await centre.calls.end(call, hangUp);
      }
    });
  });

  describe('lose-offer', () => {
    it('makes the agent not respond, keeps the call its place and offers it to the next', async () => {
      const centre = await openCallCentre(connection);
      await centre.ready(alice);
      centre.clock.ms += 10;
      await centre.ready(bob);
      const call = await centre.queued();
      const offer = await centre.offerOf(call);
      const nextId = newOfferId();
      const lost = await centre.acd.loseOffer(offer, 'declined', nextId);
      expect(lost).toMatchObject({ kind: 'lost', next: [{ agentId: bob, callId: call, offerId: nextId }] });
      expect(await centre.acd.loseOffer(offer, 'declined', nextId)).toEqual(lost);
      expect(await centre.agents.get(alice)).toMatchObject({
        presence: 'not-responding',
        reason: 'declined',
        state: 'idle',
        callId: null,
      });
      expect((await centre.eventTypes()).slice(-5)).toEqual([
        'offer.declined',
        'agent.state-changed',
        'agent.presence-changed',
        'offer.made',
        'agent.state-changed',
      ]);
    });

    it('keeps the place of the call against one that came meanwhile', async () => {
      const centre = await openCallCentre(connection, [aQueue('general', [alice])]);
      await centre.ready(alice);
      const first = await centre.queued();
      centre.clock.ms += 5000;
      const later = await centre.queued();
      expect(await centre.acd.loseOffer(await centre.offerOf(first), 'missed', newOfferId())).toEqual({
        kind: 'lost',
        next: [],
      });
      expect([await centre.acd.position(first), await centre.acd.position(later)]).toEqual([0, 1]);
    });

    it.each(['unreachable', 'failed'] as const)(
      'leaves presence to an agent who is %s, who returns by registering',
      async (reason) => {
        const centre = await openCallCentre(connection, [aQueue('general', [alice])]);
        await centre.ready(alice);
        const call = await centre.queued();
        await centre.acd.loseOffer(await centre.offerOf(call), reason, newOfferId());
        expect(await centre.agents.get(alice)).toMatchObject({
          presence: 'ready',
          reachable: false,
          state: 'idle',
        });
        expect(await centre.acd.agentReady(alice, newOfferId())).toEqual({ kind: 'not-eligible' });
        expect(await centre.acd.agentReachable('s1001', newOfferId(), FS1)).toMatchObject({
          kind: 'offered',
          offer: { callId: call },
        });
        expect(await centre.eventTypes()).toContain('offer.failed');
      },
    );

    it('leaves an agent on the break he chose while it rang', async () => {
      const centre = await openCallCentre(connection);
      await centre.ready(alice);
      const call = await centre.queued();
      await centre.presence.takeBreak(alice, aBreak('lunch'));
      expect((await centre.agents.get(alice))?.state).toBe('offered');
      await centre.acd.loseOffer(await centre.offerOf(call), 'missed', newOfferId());
      expect(await centre.agents.get(alice)).toMatchObject({ presence: 'break', reason: 'lunch' });
    });
  });

  describe('advance-deadlines', () => {
    it('handles at most as many as there are ids, each kind its share, and gives due agents calls', async () => {
      const centre = await openCallCentre(connection, [
        aQueue('general', [alice]),
        aQueue('sales', [bob], { offerTimeoutS: 3 }),
      ]);
      const { call } = await centre.talking(alice);
      await centre.ready(bob);
      const ringing = await centre.queued('sales');
      await centre.calls.end(call, { ...hangUp, wrapUpMs: 2000 });
      const waiting = await centre.queued();
      expect(await centre.acd.advanceDeadlines([newOfferId()])).toEqual({ missed: [], wrapUpsEnded: [] });
      centre.clock.ms += 3000;
      const ids = [newOfferId(), newOfferId(), newOfferId()];
      const due = await centre.acd.advanceDeadlines(ids);
      expect(due.missed).toMatchObject([{ offer: { callId: ringing, agentId: bob }, next: [] }]);
      expect(due.wrapUpsEnded).toMatchObject([
        { agentId: alice, callId: call, next: { callId: waiting, offerId: ids[1] } },
      ]);
      expect(await centre.acd.advanceDeadlines([])).toEqual({ missed: [], wrapUpsEnded: [] });
    });
  });

  describe('agent-lost', () => {
    it('puts the call at the head of its queue and frees the agent, who comes back by registering', async () => {
      const centre = await openCallCentre(connection, [aQueue('general', [alice])]);
      const { call, offer } = await centre.talking(alice);
      const waiting = await centre.queued('general', 60_000);
      centre.clock.ms += 60_000;
      const lose = (leg: string) =>
        centre.acd.agentLost({
          callId: call,
          agentLegId: leg as never,
          reason: 'tab closed',
          offerId: newOfferId(),
        });
      expect(await lose('other-leg')).toEqual({ kind: 'stale' });
      expect(await lose(offer.offerId)).toEqual({ kind: 'waiting' });
      expect(await lose(offer.offerId)).toEqual({ kind: 'exists' });
      expect([await centre.acd.position(call), await centre.acd.position(waiting)]).toEqual([0, 1]);
      expect(await centre.calls.get(call)).toMatchObject({
        state: 'queued',
        agentId: null,
        agentLegId: null,
        talkingAt: null,
      });
      expect(await centre.agents.get(alice)).toMatchObject({
        state: 'idle',
        presence: 'ready',
        reachable: false,
        callId: null,
      });
      const events = await centre.happened();
      expect(events.slice(-4).map(({ type }) => type)).toEqual([
        'call.agent-lost',
        'agent.state-changed',
        'agent.unreachable',
        'call.queued',
      ]);
      expect(events.at(-1)?.data).toMatchObject({ again: true });
      expect(await centre.acd.agentReachable('s1001', newOfferId(), FS1)).toMatchObject({
        offer: { callId: call },
      });
      await centre.accept(await centre.offerOf(call));
      centre.clock.ms += 1000;
      await centre.calls.end(call, hangUp);
      expect((await centre.happened()).findLast(({ type }) => type === 'call.ended')?.data).toMatchObject({
        talkMs: 61_000,
      });
    });

    it('takes an agent who was never heard for one who declined: the caller keeps his place, and no talk is counted', async () => {
      const centre = await openCallCentre(connection, [aQueue('general', [alice, bob])]);
      const { call, offer } = await centre.talking(alice);
      const before = await centre.calls.get(call);
      const score = () => connection.command(['HGET', `${centre.prefix}call:${call}`, 'score']);
      const place = await score();
      centre.clock.ms += 40;
      const lost = { callId: call, agentLegId: offer.offerId as never, reason: 'NORMAL_CLEARING' };
      const answer = await centre.acd.agentLost({ ...lost, neverHeard: true, offerId: newOfferId() });
      expect(answer).toEqual({ kind: 'waiting' });
      expect(await centre.acd.agentLost({ ...lost, neverHeard: true, offerId: newOfferId() })).toEqual({
        kind: 'exists',
      });
      expect(await score()).toEqual(place);
      expect(await centre.calls.get(call)).toMatchObject({
        ...{ state: 'queued', agentId: null, agentLegId: null, talkingAt: null },
        queuedAt: before?.queuedAt,
      });
      expect(await centre.agents.get(alice)).toMatchObject({
        ...{ state: 'idle', presence: 'not-responding', reason: 'declined', reachable: true, callId: null },
      });
      const events = await centre.happened();
      expect(events.find(({ type }) => type === 'call.agent-lost')?.data).toMatchObject({ neverHeard: true });
      await centre.ready(bob);
      expect(await centre.offerOf(call)).toMatchObject({ agentId: bob });
    });

    it('gives the head bonus once, however many agents are lost', async () => {
      const centre = await openCallCentre(connection, [aQueue('general', [alice])]);
      const { call } = await centre.talking(alice);
      const score = async () =>
        Number(await connection.command(['HGET', `${centre.prefix}call:${call}`, 'score']));
      const original = await score();
      for (let i = 0; i < 2; i += 1) {
        const agentLegId = (await centre.calls.get(call))?.agentLegId as never;
        await centre.acd.agentLost({ callId: call, agentLegId, reason: 'leg lost', offerId: newOfferId() });
        await centre.acd.agentReachable('s1001', newOfferId(), FS1);
        await centre.accept(await centre.offerOf(call));
        expect(await score()).toBe(original - 3_600_000);
      }
    });
  });
});
