import { randomUUID } from 'node:crypto';
import { queueId, switchId, type AgentId, type CallId } from '../../server/contract/ids';
import type { RedisConnection } from '../../server/redis';
import { startTestRedis, type TestRedis } from '../support/redis';
import { requires } from '../support/requirements';
import { alice, aQueue, bob, carl, newOfferId, openCallCentre, type CallCentre } from './call-centre';

const HOUR = 3_600_000;

requires('redis')('parked calls', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  let centre: CallCentre;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  afterAll(() => redis.stop());
  beforeEach(async () => {
    centre = await openCallCentre(connection, [
      aQueue('general', [alice, bob]),
      aQueue('special', [carl], { strategy: 'ring-all' }),
    ]);
  });
  afterEach(async () => {
    expect(await centre.acd.brokenInvariants()).toEqual([]);
  });

  const request = (callId: CallId, agentId: AgentId = alice, queue = 'general') => ({
    ...{ callId, agentId, queueId: queueId(queue), requestId: randomUUID() },
    ...{ parkMs: 120_000, comfortMs: 20_000 },
  });
  const parked = async (agentId: AgentId = alice) => {
    const { call, offer } = await centre.talking(agentId);
    await centre.parks.park(request(call, agentId));
    return { call, offer };
  };
  const pickUp = (callId: CallId, agentId: AgentId) =>
    centre.parks.pickUp({ callId, agentId, offerId: newOfferId() });
  const told = async (type: string) => (await centre.happened()).filter((event) => event.type === type);

  it('park-call gives the caller a slot and frees the agent, who owes nothing', async () => {
    const { call, offer } = await centre.talking(alice);
    centre.clock.ms += 60_000;
    expect(await centre.parks.park(request(call))).toEqual({
      ...{ kind: 'parked', agentLegId: offer.offerId, slot: 1 },
    });
    expect(await centre.calls.get(call)).toMatchObject({
      ...{ state: 'parked', agentId: null, agentLegId: null, lastAgentId: alice, queueId: 'general' },
      parked: { slot: 1, by: alice, at: centre.clock.ms, until: centre.clock.ms + 120_000 },
    });
    expect(await centre.agents.get(alice)).toMatchObject({ state: 'idle', presence: 'ready', callId: null });
    expect(await centre.parks.parked()).toEqual([call]);
    expect(await told('call.parked')).toMatchObject([
      { agentId: alice, queueId: 'general', data: { slot: 1, until: centre.clock.ms + 120_000 } },
    ]);
    // What he says of it afterwards still finds it.
    expect(await told('wrap-up.started')).toEqual([]);
  });

  it('who chose a break for afterwards is on it', async () => {
    const { call } = await centre.talking(alice);
    await centre.presence.takeBreak(alice, { reason: null, productive: false, maxMs: null, atMost: null });
    await centre.parks.park(request(call));
    expect(await centre.agents.get(alice)).toMatchObject({ state: 'idle', presence: 'break' });
  });

  it('the smallest free slot is given, and given again', async () => {
    const first = await parked(alice);
    const second = await parked(alice);
    const third = await parked(alice);
    expect((await centre.calls.get(third.call))?.parked?.slot).toBe(3);
    await centre.calls.end(second.call, { by: 'customer', cause: 'NORMAL_CLEARING', wrapUpMs: 0 });
    const fourth = await parked(alice);
    expect((await centre.calls.get(fourth.call))?.parked?.slot).toBe(2);
    expect((await centre.calls.get(first.call))?.parked?.slot).toBe(1);
  });

  it('two clicks park once; another agent, another state and an ended call are refused', async () => {
    const { call } = await centre.talking(alice);
    const one = request(call);
    expect(await centre.parks.park({ ...one, agentId: bob })).toEqual({
      ...{ kind: 'not-allowed', state: 'talking' },
    });
    expect(await centre.parks.park({ ...one, queueId: queueId('nowhere') })).toEqual({
      kind: 'unknown-queue',
    });
    const both = await Promise.all([centre.parks.park(one), centre.parks.park(one)]);
    expect(both.map(({ kind }) => kind).sort()).toEqual(['parked', 'repeated']);
    expect(await centre.parks.park(request(call))).toEqual({ kind: 'not-allowed', state: 'parked' });
    await centre.calls.end(call, { by: 'customer', cause: 'NORMAL_CLEARING', wrapUpMs: 30_000 });
    expect(await centre.parks.park(one)).toEqual({ kind: 'gone' });
    expect(await told('call.parked')).toHaveLength(1);
  });

  it('a held caller can be parked', async () => {
    const { call } = await centre.talking(alice);
    await centre.calls.hold(call, alice);
    expect(await centre.parks.park(request(call))).toMatchObject({ kind: 'parked' });
  });

  it('a call that waits for him is his next one', async () => {
    const { call } = await centre.talking(alice);
    const next = await centre.queued();
    await centre.parks.park(request(call));
    expect(await centre.acd.owedMatches()).toEqual([alice]);
    await centre.acd.matchAgent(alice, newOfferId());
    expect((await centre.offerOf(next)).agentId).toBe(alice);
  });

  it.each(['ready', 'present'] as const)('pick-up-call rings who asks, %s', async (how) => {
    const { call } = await parked();
    await centre[how](bob);
    centre.clock.ms += 5000;
    const picked = await pickUp(call, bob);
    expect(picked).toMatchObject({ kind: 'picked-up', offer: { callId: call, agentId: bob } });
    if (picked.kind !== 'picked-up') return;
    expect(await centre.calls.get(call)).toMatchObject({
      ...{ state: 'offered', agentId: bob, parked: null, pickUpOfferId: picked.offer.offerId },
    });
    expect(await told('call.unparked')).toMatchObject([
      { agentId: bob, data: { slot: 1, parkedMs: 5000, why: 'picked-up' } },
    ]);
    expect((await told('offer.made')).at(-1)?.data['why']).toMatchObject({ by: 'pick-up' });
    expect(await centre.accept(picked.offer)).toBe('accepted');
    expect(await centre.calls.get(call)).toMatchObject({ state: 'talking', agentId: bob });
  });

  it('two clicks pick up once, and of two agents the first has him', async () => {
    const { call } = await parked();
    await centre.ready(bob);
    const first = await pickUp(call, bob);
    const again = await pickUp(call, bob);
    expect(first).toMatchObject({ kind: 'picked-up' });
    expect(again).toEqual({ kind: 'repeated', offer: first.kind === 'picked-up' ? first.offer : null });
    expect(await pickUp(call, alice)).toEqual({ kind: 'taken', state: 'offered' });
    if (first.kind === 'picked-up') await centre.accept(first.offer);
    expect(await pickUp(call, bob)).toEqual({ kind: 'repeated', offer: null });
    await centre.calls.end(call, { by: 'customer', cause: 'NORMAL_CLEARING', wrapUpMs: 30_000 });
    expect(await pickUp(call, bob)).toEqual({ kind: 'gone' });
  });

  it('who parked him may take him back', async () => {
    const { call } = await parked();
    expect(await pickUp(call, alice)).toMatchObject({ kind: 'picked-up', offer: { agentId: alice } });
  });

  it.each([
    ['logged-out', () => Promise.resolve()],
    [
      'unreachable',
      async (where: CallCentre) => {
        await where.ready(bob);
        await where.acd.agentUnreachable(`s${bob}`, switchId('fs1'));
      },
    ],
    [
      'wrap-up',
      async (where: CallCentre) => {
        await where.presence.takeBreak(alice, { reason: null, productive: false, maxMs: null, atMost: null });
        const { call } = await where.talking(bob);
        await where.calls.end(call, { by: 'customer', cause: 'NORMAL_CLEARING', wrapUpMs: 30_000 });
      },
    ],
  ] as const)('nobody picks up who is %s', async (state, make) => {
    const { call } = await parked();
    await make(centre);
    expect(await pickUp(call, bob)).toEqual({ kind: 'not-free', state });
    expect(await centre.calls.get(call)).toMatchObject({ state: 'parked' });
  });

  it('not answered after all, he is at the head of his queue', async () => {
    const { call } = await parked();
    const other = await centre.caller();
    await centre.present(bob);
    const picked = await pickUp(call, bob);
    await centre.presence.takeBreak(alice, { reason: null, productive: false, maxMs: null, atMost: null });
    await centre.enqueue(other);
    if (picked.kind !== 'picked-up') throw new Error(picked.kind);
    await centre.acd.loseOffer(picked.offer, 'failed', newOfferId());
    expect(await centre.calls.get(call)).toMatchObject({ state: 'queued' });
    expect(await centre.acd.position(call)).toBe(0);
    expect(await centre.acd.position(other)).toBe(1);
  });

  it('unpark-call rings who parked him, when he is free', async () => {
    const { call } = await parked();
    expect(await centre.parks.unpark(call, newOfferId())).toEqual({ kind: 'not-allowed', state: 'parked' });
    centre.clock.ms += 120_000;
    await centre.ready(bob);
    expect(await centre.parks.due(20_000)).toMatchObject({ over: [call] });
    const offerId = newOfferId();
    const back = await centre.parks.unpark(call, offerId);
    expect(back).toMatchObject({ kind: 'offered', offers: [{ agentId: alice }] });
    expect(await centre.parks.unpark(call, offerId)).toEqual(back);
    expect(await told('call.unparked')).toMatchObject([{ agentId: alice, data: { why: 'rung-back' } }]);
    expect(await centre.parks.due(20_000)).toEqual({ tell: [], over: [] });
  });

  it('unpark-call brings him to the head of his queue when who parked him is not there', async () => {
    const { call } = await parked();
    const score = Number(await connection.command(['HGET', `${centre.prefix}call:${call}`, 'score']));
    await centre.presence.takeBreak(alice, { reason: null, productive: false, maxMs: null, atMost: null });
    centre.clock.ms += 120_000;
    expect(await centre.parks.unpark(call, newOfferId())).toEqual({ kind: 'waiting' });
    expect(await centre.calls.get(call)).toMatchObject({ state: 'queued', queueId: 'general', parked: null });
    const now = Number(await connection.command(['HGET', `${centre.prefix}call:${call}`, 'score']));
    expect(now).toBe(score - HOUR);
    expect(await told('call.unparked')).toMatchObject([{ data: { why: 'nobody-there' } }]);
    await centre.ready(bob);
    expect((await centre.offerOf(call)).agentId).toBe(bob);
  });

  it('rings one alone also where the queue rings all', async () => {
    await centre.ready(carl);
    const call = await centre.queued('special');
    await centre.accept(await centre.offerOf(call));
    await centre.parks.park(request(call, carl, 'special'));
    expect(await pickUp(call, carl)).toMatchObject({ kind: 'picked-up' });
    expect(await centre.acd.liveOffers()).toHaveLength(1);
  });

  it('a dialled call belongs to the queue it is to go back to', async () => {
    await centre.ready(alice);
    const call = await centre.dial(alice);
    await centre.calls.startTalk(call, []);
    await centre.parks.park(request(call));
    expect(await centre.calls.get(call)).toMatchObject({ state: 'parked', queueId: 'general' });
    await centre.ready(bob);
    expect(await pickUp(call, bob)).toMatchObject({ kind: 'picked-up', offer: { queueId: 'general' } });
  });

  it('a caller is told again and again, and one who hangs up is on the record as such', async () => {
    const { call } = await parked();
    expect(await centre.parks.due(20_000)).toEqual({ tell: [], over: [] });
    centre.clock.ms += 20_000;
    expect(await centre.parks.due(20_000)).toEqual({ tell: [call], over: [] });
    expect(await centre.parks.due(20_000)).toEqual({ tell: [], over: [] });
    centre.clock.ms += 20_000;
    expect(await centre.parks.due(20_000)).toEqual({ tell: [call], over: [] });
    await centre.calls.end(call, { by: 'customer', cause: 'NORMAL_CLEARING', wrapUpMs: 30_000 });
    expect(await told('call.unparked')).toMatchObject([{ data: { parkedMs: 40_000, why: 'caller-left' } }]);
    expect(await told('call.abandoned')).toEqual([]);
    expect(await told('call.ended')).toMatchObject([{ data: { from: 'parked', by: 'customer' } }]);
    centre.clock.ms += 200_000;
    expect(await centre.parks.due(20_000)).toEqual({ tell: [], over: [] });
    expect(await centre.parks.parked()).toEqual([]);
  });
});
