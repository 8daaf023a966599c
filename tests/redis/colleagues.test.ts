import { randomUUID } from 'node:crypto';
import type { ColleagueRequest } from '../../server/calls/call-store';
import { agentId, legId, queueId, type AgentId, type CallId } from '../../server/contract/ids';
import type { RedisConnection } from '../../server/redis';
import { requires } from '../support/requirements';
import { startTestRedis, type TestRedis } from '../support/redis';
import { aBreak, alice, aQueue, bob, carl, newOfferId, openCallCentre, type CallCentre } from './call-centre';

const hangUp = { by: 'customer', cause: 'NORMAL_CLEARING', wrapUpMs: 30_000 } as const;

requires('redis')('colleagues who are asked', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  let centre: CallCentre;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  beforeEach(async () => {
    centre = await openCallCentre(connection);
  });
  afterEach(async () => expect(await centre.acd.brokenInvariants()).toEqual([]));
  afterAll(() => redis.stop());

  const newLeg = () => legId(randomUUID());
  const toBob = { kind: 'agent', agentId: bob } as const;
  const toQueue = { kind: 'queue', queueId: queueId('general') } as const;
  const ask = (callId: CallId, to: ColleagueRequest['to'] = toBob, over: Partial<ColleagueRequest> = {}) =>
    centre.calls.callColleague({
      ...{ callId, agentId: alice, farLegId: newLeg(), requestId: randomUUID(), to },
      ...over,
    });
  /** Alice asks Bob, who is rung. */
  const asked = async () => {
    const { call, offer } = await centre.talking(alice);
    await centre.ready(bob);
    const farLegId = newLeg();
    expect(await ask(call, toBob, { farLegId })).toEqual({ kind: 'moved', from: 'talking', agentId: bob });
    return { call, offer, farLegId };
  };
  const talked = async () => {
    const all = await asked();
    expect(await centre.calls.farPartyAnswered(all.call, all.farLegId)).toBe('ok');
    return all;
  };
  const of = async (agent: AgentId) => {
    const { state, presence, reachable, callId, missedInARow } = (await centre.agents.get(agent)) ?? {};
    return { state, presence, reachable, callId, missedInARow };
  };
  const free = { state: 'idle', presence: 'ready', reachable: true, callId: null, missedInARow: 0 };

  it('are on call from the moment they are chosen, so that no caller is offered to them', async () => {
    const { call, farLegId } = await asked();
    expect(await of(bob)).toEqual({ ...free, state: 'on-call', callId: call });
    expect(await centre.calls.get(call)).toMatchObject({
      state: 'consulting',
      agentId: alice,
      farParty: { legId: farLegId, agentId: bob, number: bob, state: 'ringing' },
    });
    expect(await centre.calls.findByLeg(farLegId)).toMatchObject({ callId: call });
    const waits = await centre.queued();
    expect((await centre.calls.get(waits))?.state).toBe('queued');
    expect((await centre.happened()).find(({ type }) => type === 'call.consult-started')).toMatchObject({
      agentId: alice,
      data: { number: bob, toAgentId: bob },
    });
  });

  it('must be free: whoever is not is told by what he is, and nothing changes', async () => {
    const { call } = await centre.talking(alice);
    expect(await ask(call)).toEqual({ kind: 'not-free', state: 'logged-out' });
    await centre.present(bob);
    expect(await ask(call)).toEqual({ kind: 'not-free', state: 'break' });
    await centre.ready(bob);
    const ringing = await centre.queued();
    expect(await ask(call)).toEqual({ kind: 'not-free', state: 'offered' });
    await centre.calls.end(ringing, hangUp);
    await centre.acd.agentUnreachable(`s${bob}`, (await centre.calls.get(call))?.switchId ?? ('' as never));
    expect(await ask(call)).toEqual({ kind: 'not-free', state: 'unreachable' });
    expect(await ask(call, { kind: 'agent', agentId: alice })).toEqual({
      kind: 'not-free',
      state: 'on-call',
    });
    expect(await centre.calls.get(call)).toMatchObject({ state: 'talking', farParty: null });
  });

  it('are asked by the agent who has the call alone, from talk or hold, and once by one request', async () => {
    const { call } = await centre.talking(alice);
    await centre.ready(bob);
    expect(await ask(call, toBob, { agentId: carl })).toEqual({ kind: 'not-allowed', state: 'talking' });
    await centre.calls.hold(call, alice);
    const [requestId, farLegId] = [randomUUID(), newLeg()];
    expect(await ask(call, toBob, { requestId, farLegId })).toMatchObject({ kind: 'moved', from: 'held' });
    // A command repeated after a lost reply; a second click; another request.
    expect(await ask(call, toBob, { requestId, farLegId })).toMatchObject({ kind: 'moved', agentId: bob });
    expect(await ask(call, toBob, { requestId })).toEqual({ kind: 'repeated' });
    expect(await ask(call)).toEqual({ kind: 'not-allowed', state: 'consulting' });
    expect((await centre.eventTypes()).filter((type) => type === 'call.consult-started')).toHaveLength(1);
  });

  it('of a queue are whom its strategy chooses now, or nobody', async () => {
    centre = await openCallCentre(connection, [
      aQueue('general', [alice, bob, carl], { strategy: 'round-robin' }),
      aQueue('other', []),
    ]);
    const { call } = await centre.talking(alice);
    expect(await ask(call, toQueue)).toEqual({ kind: 'nobody-ready' });
    expect(await ask(call, { kind: 'queue', queueId: queueId('none') })).toEqual({ kind: 'unknown-queue' });
    expect(await ask(call, { kind: 'queue', queueId: queueId('other') })).toEqual({ kind: 'nobody-ready' });
    await centre.ready(carl);
    await centre.ready(bob);
    expect(await ask(call, toQueue)).toMatchObject({ kind: 'moved', agentId: bob });
    expect((await centre.happened()).find(({ type }) => type === 'call.consult-started')).toMatchObject({
      data: { toAgentId: bob, queueId: 'general' },
    });
    // The turn goes on after him.
    const next = await centre.queued();
    expect((await centre.offerOf(next)).agentId).toBe(carl);
  });

  it.each([
    ['lets it ring out: as with a caller', 'missed', { presence: 'not-responding', missedInARow: 1 }],
    ['has a phone that cannot be had', 'failed', { reachable: false }],
    ['declines: he stays ready, for no caller waits for him', undefined, {}],
  ] as const)('are free again when one %s', async (_how, loss, becomes) => {
    const { call, farLegId } = await asked();
    const drop = {
      farLegId,
      how: 'failed',
      cause: 'X',
      from: 'consulting',
      ...(loss ? { loss } : {}),
    } as const;
    expect(await centre.calls.dropFarParty(call, drop)).toEqual({
      ...{ kind: 'moved', from: 'consulting', freed: bob },
    });
    expect(await of(bob)).toEqual({ ...free, ...becomes });
    expect(await centre.calls.get(call)).toMatchObject({
      ...{ state: 'talking', agentId: alice },
      farParty: { legId: null, agentId: bob, state: 'failed', failure: 'X' },
    });
    expect(await centre.calls.dropFarParty(call, drop)).toEqual({ kind: 'not-allowed', state: 'talking' });
    expect(await ask(call)).toMatchObject({ kind: loss ? 'not-free' : 'moved' });
  });

  it('keep their place among the idle when they were only rung, and lose it when they have talked', async () => {
    centre = await openCallCentre(connection, [aQueue('general', [alice, bob, carl])]);
    const { call, farLegId } = await asked();
    centre.clock.ms += 1000;
    await centre.ready(carl);
    const drop = { how: 'cancelled', cause: null, from: 'consulting' } as const;
    await centre.calls.dropFarParty(call, { ...drop, farLegId });
    const first = await centre.queued();
    expect((await centre.offerOf(first)).agentId).toBe(bob);
    await centre.calls.end(first, hangUp);
    const second = newLeg();
    await ask(call, toBob, { farLegId: second });
    await centre.calls.farPartyAnswered(call, second);
    centre.clock.ms += 1000;
    await centre.calls.dropFarParty(call, { ...drop, farLegId: second });
    expect((await centre.offerOf(await centre.queued())).agentId).toBe(carl);
  });

  it('are what they chose to be when it is over', async () => {
    const { call, farLegId } = await talked();
    await centre.presence.takeBreak(bob, aBreak('lunch'));
    await centre.calls.dropFarParty(call, { farLegId, how: 'cancelled', cause: null, from: 'consulting' });
    expect(await of(bob)).toMatchObject({ state: 'idle', presence: 'break' });
  });

  it('have the caller when he is left to them, and who asked wraps up', async () => {
    const { call, offer, farLegId } = await asked();
    const pass = { agentId: alice, farLegId, wrapUpMs: 30_000 };
    expect(await centre.calls.pass(call, pass)).toEqual({ kind: 'not-allowed', state: 'consulting' });
    await centre.calls.farPartyAnswered(call, farLegId);
    expect(await centre.calls.pass(call, { ...pass, agentId: carl })).toMatchObject({ kind: 'not-allowed' });
    expect(await centre.calls.pass(call, { ...pass, farLegId: newLeg() })).toMatchObject({
      kind: 'not-allowed',
    });
    expect(await centre.calls.connect(call, pass)).toMatchObject({ kind: 'not-allowed' });
    centre.clock.ms += 7000;
    const moved = { kind: 'moved', from: 'consulting', agentLegId: offer.offerId };
    expect(await centre.calls.pass(call, pass)).toEqual(moved);
    expect(await centre.calls.pass(call, pass)).toEqual({ kind: 'not-allowed', state: 'talking' });
    expect(await centre.calls.get(call)).toMatchObject({
      ...{ state: 'talking', agentId: bob, agentLegId: farLegId, lastAgentId: alice, farParty: null },
    });
    expect(await of(alice)).toMatchObject({ state: 'wrap-up', callId: call });
    expect(await of(bob)).toMatchObject({ state: 'on-call', callId: call });
    centre.clock.ms += 5000;
    expect(await centre.calls.end(call, hangUp)).toMatchObject({ agentId: bob, freed: null });
    expect(await of(bob)).toMatchObject({ state: 'wrap-up' });
    const happened = await centre.happened();
    expect(happened.filter(({ type }) => type === 'call.talking').map(({ agentId: who }) => who)).toEqual([
      alice,
      bob,
    ]);
    expect(happened.find(({ type }) => type === 'call.passed')).toMatchObject({
      ...{ agentId: alice, legId: farLegId, data: { toAgentId: bob } },
    });
    expect(happened.find(({ type }) => type === 'call.ended')?.data['talkMs']).toBe(12_000);
  });

  it('spend that time on call, as their record tells', async () => {
    const { call, farLegId } = await talked();
    await centre.calls.dropFarParty(call, { farLegId, how: 'cancelled', cause: null, from: 'consulting' });
    const states = (await centre.happened()).filter(
      (event) => event.type === 'agent.state-changed' && event.agentId === bob,
    );
    expect(states.slice(-2).map(({ callId, data }) => [data['state'], callId])).toEqual([
      ['on-call', call],
      ['idle', undefined],
    ]);
  });

  it('are free again when the caller hangs up while they are rung', async () => {
    const ringing = await asked();
    expect(await centre.calls.end(ringing.call, hangUp)).toMatchObject({
      ...{ agentId: alice, farLegId: ringing.farLegId, freed: bob },
    });
    expect(await of(bob)).toEqual(free);
    expect(await of(alice)).toMatchObject({ state: 'wrap-up' });
  });

  it('are offered the caller when the agent who asked is lost', async () => {
    const { call, offer } = await talked();
    const lost = { callId: call, agentLegId: legId(offer.offerId), reason: 'x', offerId: newOfferId() };
    expect(await centre.acd.agentLost(lost)).toMatchObject({ kind: 'offered', offers: [{ agentId: bob }] });
    expect(await centre.calls.get(call)).toMatchObject({ state: 'offered', farParty: null });
  });

  it('get the call that waits for them when they are free again', async () => {
    const { call, farLegId } = await asked();
    const waits = await centre.queued();
    await centre.calls.dropFarParty(call, { farLegId, how: 'cancelled', cause: null, from: 'consulting' });
    expect(await centre.acd.owedMatches()).toEqual([bob]);
    expect(await centre.acd.matchAgent(bob, newOfferId())).toMatchObject({ offer: { callId: waits } });
  });

  it('are not freed by whoever looks for agents without a call, and cannot be logged out', async () => {
    const { call } = await asked();
    expect(await centre.acd.releaseAgent(bob, call)).toBe('not-alone');
    expect(await centre.agents.logOut(agentId(bob), `session-${bob}`)).toBe('on-call');
  });
});
