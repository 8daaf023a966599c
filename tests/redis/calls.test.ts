import { randomUUID } from 'node:crypto';
import { agentId, callId, customerId, legId } from '../../server/contract/ids';
import type { RedisConnection } from '../../server/redis';
import { requires } from '../support/requirements';
import { startTestRedis, type TestRedis } from '../support/redis';
import { aCaller, alice, aQueue, bob, FS1, newOfferId, openCallCentre, type CallCentre } from './call-centre';

const hangUp = { by: 'customer', cause: 'NORMAL_CLEARING', wrapUpMs: 30_000 } as const;

requires('redis')('calls', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  afterAll(() => redis.stop());

  const dial = (centre: CallCentre, agent: string, id = callId(randomUUID())) => {
    const own = {
      direction: 'outbound' as const,
      agentId: agentId(agent),
      agentLegId: legId(`a-${id}`),
      customerId: null,
    };
    return { id, started: centre.calls.startOutbound({ ...aCaller(id), ...own }) };
  };

  it('start-inbound claims a leg once, whoever else sees it arrive', async () => {
    const centre = await openCallCentre(connection);
    const [one, two] = [callId(randomUUID()), callId(randomUUID())];
    const leg = { customerLegId: legId(randomUUID()) };
    const kinds = await Promise.all([
      centre.calls.startInbound({ ...aCaller(one), ...leg }),
      centre.calls.startInbound({ ...aCaller(two), ...leg }),
    ]);
    expect(kinds).toEqual([
      { kind: 'started', callId: one },
      { kind: 'exists', callId: one },
    ]);
    expect(await centre.calls.list()).toMatchObject([
      { callId: one, state: 'in-ivr', callerName: 'Carol', agentId: null },
    ]);
    expect(await centre.calls.get(two)).toBeNull();
    expect(await centre.calls.findByLeg(leg.customerLegId)).toMatchObject({ callId: one });
  });

  it('patch-call changes facts, appends drafts unchanged, and does nothing to an ended call', async () => {
    const centre = await openCallCentre(connection);
    const call = await centre.caller();
    const data = { customerId: 'c-1', matches: 2, at: 1763812345678.25, empty: [], none: null };
    const patch = { customerId: customerId('c-1'), ivrState: '{"node":"菜单"}', language: 'en-US' as const };
    expect(await centre.calls.patch(call, patch, [{ type: 'call.identified', data }])).toBe('ok');
    expect(await centre.calls.get(call)).toMatchObject(patch);
    expect((await centre.happened()).at(-1)).toMatchObject({ type: 'call.identified', callId: call, data });
    await centre.calls.patch(call, { ivrState: null, customerId: null }, []);
    expect(await centre.calls.get(call)).toMatchObject({ ivrState: null, customerId: null });
    await centre.calls.end(call, hangUp);
    expect(await centre.calls.patch(call, patch, [])).toBe('gone');
  });

  it('hold and resume are for the agent who has the call', async () => {
    const centre = await openCallCentre(connection);
    const { call } = await centre.talking(alice);
    expect(await centre.calls.hold(call, bob)).toEqual({ kind: 'not-allowed', state: 'talking' });
    expect(await centre.calls.hold(call, alice)).toEqual({ kind: 'moved', from: 'talking' });
    expect(await centre.calls.hold(call, alice)).toEqual({ kind: 'not-allowed', state: 'held' });
    expect(await centre.calls.resume(call, alice)).toEqual({ kind: 'moved', from: 'held' });
    expect(await centre.calls.resume(callId('none'), alice)).toEqual({ kind: 'gone' });
  });

  describe('end-call', () => {
    it('takes a waiting call out of its lane as abandoned', async () => {
      const centre = await openCallCentre(connection);
      const call = await centre.queued();
      centre.clock.ms += 4000;
      expect(await centre.calls.end(call, hangUp)).toEqual({
        kind: 'ended',
        from: 'queued',
        agentId: null,
        agentLegId: null,
        customerLegId: `leg-${call}`,
        farLegId: null,
        freed: null,
        rescinded: [],
      });
      expect(await centre.calls.end(call, hangUp)).toEqual({ kind: 'gone' });
      expect(await centre.calls.list()).toEqual([]);
      expect(await centre.calls.get(call)).toMatchObject({ state: 'ended' });
      const [abandoned, ended] = (await centre.happened()).slice(-2);
      expect(abandoned).toMatchObject({
        type: 'call.abandoned',
        queueId: 'general',
        data: { waitedMs: 4000 },
      });
      expect(ended?.data).toEqual({ by: 'customer', cause: 'NORMAL_CLEARING', from: 'queued', talkMs: null });
      expect((await centre.acd.queueFigures())[0]?.waiting).toBe(0);
    });

    it('rescinds an offer and keeps the agent his idle time', async () => {
      const centre = await openCallCentre(connection);
      await centre.ready(alice);
      centre.clock.ms += 10;
      await centre.ready(bob);
      const call = await centre.queued();
      const offer = await centre.offerOf(call);
      expect(await centre.calls.end(call, hangUp)).toMatchObject({
        from: 'offered',
        agentId: null,
        agentLegId: null,
        rescinded: [{ legId: offer.offerId, agentId: alice }],
      });
      expect(await centre.accept(offer)).toBe('stale');
      expect((await centre.eventTypes()).slice(-4)).toEqual([
        'offer.rescinded',
        'agent.state-changed',
        'call.abandoned',
        'call.ended',
      ]);
      // Nothing waited, so he is back in the ready sets at his old place, ahead of Bob.
      expect(await centre.offerOf(await centre.queued())).toMatchObject({ agentId: alice });
    });

    it('owes a freed agent the call that waits, until he is matched', async () => {
      const centre = await openCallCentre(connection, [aQueue('general', [alice])]);
      await centre.ready(alice);
      const call = await centre.queued();
      const waiting = await centre.queued();
      await centre.calls.end(call, hangUp);
      expect(await centre.acd.owedMatches()).toEqual([alice]);
      const offerId = newOfferId();
      const matched = await centre.acd.matchAgent(alice, offerId);
      expect(matched).toMatchObject({ kind: 'offered', offer: { callId: waiting, offerId } });
      expect(await centre.acd.matchAgent(alice, offerId)).toEqual(matched);
      expect(await centre.acd.matchAgent(alice, newOfferId())).toEqual({ kind: 'not-eligible' });
      expect(await centre.acd.owedMatches()).toEqual([]);
    });

    it('sends the agent who talked to wrap-up and keeps the call until that is over', async () => {
      const centre = await openCallCentre(connection);
      const { call } = await centre.talking(alice);
      centre.clock.ms += 9000;
      await centre.calls.end(call, { ...hangUp, sipStatus: 200 });
      const until = centre.clock.ms + 30_000;
      expect(await centre.agents.get(alice)).toMatchObject({
        state: 'wrap-up',
        callId: call,
        wrapUpUntil: until,
      });
      expect(await connection.command(['TTL', `${centre.prefix}call:${call}`])).toBe(-1);
      const [ended, , started] = (await centre.happened()).slice(-3);
      expect(ended).toMatchObject({
        agentId: alice,
        queueId: 'general',
        data: { talkMs: 9000, sipStatus: 200, from: 'talking' },
      });
      expect(started).toMatchObject({ type: 'wrap-up.started', callId: call, data: { until } });
      const finish = (id: string) =>
        centre.acd.finishWrapUp({ agentId: alice, callId: callId(id), offerId: newOfferId() });
      expect(await finish('other')).toEqual({ kind: 'stale' });
      expect(await centre.acd.agentReady(alice, newOfferId())).toEqual({ kind: 'noted' });
      const waiting = await centre.queued();
      expect(await finish(call)).toMatchObject({ kind: 'offered', offer: { callId: waiting } });
      expect(await connection.command(['TTL', `${centre.prefix}call:${call}`])).toBeGreaterThan(3000);
      expect(await finish(call)).toEqual({ kind: 'stale' });
    });

    it('frees the agent at once where the queue has no wrap-up', async () => {
      const centre = await openCallCentre(connection);
      const { call } = await centre.talking(alice);
      await centre.calls.end(call, { ...hangUp, wrapUpMs: 0 });
      expect(await centre.agents.get(alice)).toMatchObject({
        state: 'idle',
        callId: null,
        wrapUpUntil: null,
      });
      expect(await centre.eventTypes()).not.toContain('wrap-up.started');
    });
  });

  describe('start-outbound', () => {
    it('reserves the agent and gives him back what he was when nobody answers', async () => {
      const centre = await openCallCentre(connection);
      await centre.ready(alice);
      const { id, started } = dial(centre, alice);
      expect(await started).toEqual({ kind: 'started' });
      expect(await dial(centre, alice, id).started).toEqual({ kind: 'started' });
      expect(await dial(centre, alice).started).toEqual({ kind: 'agent-busy', state: 'on-call' });
      expect(await centre.calls.get(id)).toMatchObject({
        direction: 'outbound',
        state: 'dialing',
        agentId: alice,
        agentLegId: `a-${id}`,
      });
      expect((await centre.acd.queueFigures())[0]?.agentsReady).toBe(0);
      await centre.calls.end(id, { by: 'system', cause: 'NO_ANSWER', sipStatus: 480, wrapUpMs: 30_000 });
      expect(await centre.agents.get(alice)).toMatchObject({ state: 'idle', presence: 'ready' });
      expect((await centre.acd.queueFigures())[0]?.agentsReady).toBe(1);
      const failed = (await centre.happened()).find(({ type }) => type === 'call.dial-failed');
      expect(failed).toMatchObject({
        callId: id,
        agentId: alice,
        data: { cause: 'NO_ANSWER', sipStatus: 480 },
      });
    });

    it('is refused by an agent who rings, is away or has no softphone', async () => {
      const centre = await openCallCentre(connection);
      expect(await dial(centre, alice).started).toEqual({ kind: 'agent-busy', state: 'logged-out' });
      await centre.ready(alice);
      await centre.queued();
      expect(await dial(centre, alice).started).toEqual({ kind: 'agent-busy', state: 'offered' });
      await centre.present(bob);
      await centre.acd.agentUnreachable('s1002', FS1);
      expect(await dial(centre, bob).started).toEqual({ kind: 'agent-busy', state: 'unreachable' });
    });

    it('ends a wrap-up, talks, and leaves the agent in a wrap-up of its own', async () => {
      const centre = await openCallCentre(connection);
      const { call } = await centre.talking(alice);
      await centre.calls.end(call, hangUp);
      const { id, started } = dial(centre, alice);
      expect(await started).toEqual({ kind: 'started' });
      const finished = (await centre.happened()).find(({ type }) => type === 'wrap-up.finished');
      expect(finished).toMatchObject({ callId: call, data: { by: 'dial' } });
      const leg = { type: 'leg.answered' as const, legId: legId(`leg-${id}`) };
      expect(await centre.calls.startTalk(id, [leg])).toEqual({ kind: 'moved', from: 'dialing' });
      expect(await centre.calls.startTalk(id, [leg])).toEqual({ kind: 'not-allowed', state: 'talking' });
      expect((await centre.eventTypes()).slice(-2)).toEqual(['call.talking', 'leg.answered']);
      const lost = { callId: id, agentLegId: legId(`a-${id}`), reason: 'leg lost', offerId: newOfferId() };
      expect(await centre.acd.agentLost(lost)).toEqual({ kind: 'no-queue' });
      await centre.calls.end(id, hangUp);
      expect(await centre.agents.get(alice)).toMatchObject({ state: 'wrap-up', callId: id });
    });
  });
});
