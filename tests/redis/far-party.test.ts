import { randomUUID } from 'node:crypto';
import { agentId, legId, type CallId } from '../../server/contract/ids';
import type { RedisConnection } from '../../server/redis';
import { requires } from '../support/requirements';
import { startTestRedis, type TestRedis } from '../support/redis';
import { alice, bob, newOfferId, openCallCentre, type CallCentre } from './call-centre';

const NUMBER = '13900000077';
const hangUp = { by: 'customer', cause: 'NORMAL_CLEARING', wrapUpMs: 30_000 } as const;

requires('redis')('far parties', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  afterAll(() => redis.stop());

  const newLeg = () => legId(randomUUID());
  const consult = (centre: CallCentre, callId: CallId, farLegId = newLeg(), agent = alice) =>
    centre.calls.callFarParty({ callId, agentId: agent, farLegId, number: NUMBER, requestId: randomUUID() });
  const consulting = async (centre: CallCentre) => {
    const { call, offer } = await centre.talking(alice);
    const farLegId = newLeg();
    expect(await consult(centre, call, farLegId)).toEqual({ kind: 'moved', from: 'talking' });
    return { call, offer, farLegId };
  };

  it('call-far-party is for the agent who has the call, from talk or hold, once', async () => {
    const centre = await openCallCentre(connection);
    const { call } = await centre.talking(alice);
    const farLegId = newLeg();
    expect(await consult(centre, call, farLegId, bob)).toEqual({ kind: 'not-allowed', state: 'talking' });
    await centre.calls.hold(call, alice);
    expect(await consult(centre, call, farLegId)).toEqual({ kind: 'moved', from: 'held' });
    // Repeated after a lost reply; and another number beside it.
    expect(await consult(centre, call, farLegId)).toEqual({ kind: 'moved', from: 'consulting' });
    expect(await consult(centre, call)).toEqual({ kind: 'not-allowed', state: 'consulting' });
    expect(await centre.calls.findByLeg(farLegId)).toMatchObject({
      callId: call,
      state: 'consulting',
      farParty: {
        legId: farLegId,
        number: NUMBER,
        agentId: null,
        state: 'ringing',
        failure: null,
        requestId: null,
      },
    });
    expect((await centre.eventTypes()).filter((type) => type === 'call.consult-started')).toHaveLength(1);
  });

  it('far-party-answered counts for the leg that is wanted only', async () => {
    const centre = await openCallCentre(connection);
    const { call, farLegId } = await consulting(centre);
    expect(await centre.calls.farPartyAnswered(call, newLeg())).toBe('stale');
    expect(await centre.calls.farPartyAnswered(call, farLegId)).toBe('ok');
    expect(await centre.calls.farPartyAnswered(call, farLegId)).toBe('ok');
    expect((await centre.eventTypes()).filter((type) => type === 'call.consult-answered')).toHaveLength(1);
  });

  it('drop-far-party brings the agent back, and a late hang-up of that leg changes nothing', async () => {
    const centre = await openCallCentre(connection);
    const { call, farLegId } = await consulting(centre);
    const drop = { farLegId, how: 'failed', cause: 'USER_BUSY', sipStatus: 486, from: 'consulting' } as const;
    expect(await centre.calls.dropFarParty(call, { ...drop, farLegId: newLeg() })).toMatchObject({
      kind: 'not-allowed',
    });
    expect(await centre.calls.dropFarParty(call, drop)).toEqual({
      ...{ kind: 'moved', from: 'consulting', freed: null },
    });
    expect(await centre.calls.dropFarParty(call, drop)).toEqual({ kind: 'not-allowed', state: 'talking' });
    expect(await centre.calls.get(call)).toMatchObject({
      state: 'talking',
      agentId: alice,
      farParty: { legId: null, state: 'failed', failure: 'USER_BUSY' },
    });
    expect((await centre.happened()).at(-1)).toMatchObject({
      type: 'call.consult-failed',
      data: { number: NUMBER, cause: 'USER_BUSY', sipStatus: 486 },
    });
    expect(await consult(centre, call)).toEqual({ kind: 'moved', from: 'talking' });
    expect((await centre.calls.get(call))?.farParty).toMatchObject({ state: 'ringing', failure: null });
  });

  it('swap-parties turns the agent who consults to the caller and back, each once, and the far party stays his', async () => {
    const centre = await openCallCentre(connection);
    const { call, farLegId } = await consulting(centre);
    const swap = { callId: call, agentId: alice, farLegId, talkTo: 'caller' } as const;
    expect(await centre.calls.swap(swap)).toEqual({ kind: 'not-allowed', state: 'consulting' });
    await centre.calls.farPartyAnswered(call, farLegId);
    expect(await centre.calls.swap({ ...swap, agentId: bob })).toMatchObject({ kind: 'not-allowed' });
    expect(await centre.calls.swap({ ...swap, farLegId: newLeg() })).toMatchObject({ kind: 'not-allowed' });
    const both = await Promise.all([centre.calls.swap(swap), centre.calls.swap(swap)]);
    expect(both.map(({ kind }) => kind).sort()).toEqual(['moved', 'repeated']);
    // A late word of its answer does not take it off hold.
    expect(await centre.calls.farPartyAnswered(call, farLegId)).toBe('ok');
    expect((await centre.calls.get(call))?.farParty).toMatchObject({ legId: farLegId, state: 'held' });
    expect(await centre.calls.swap({ ...swap, talkTo: 'far-party' })).toMatchObject({ kind: 'moved' });
    expect((await centre.calls.get(call))?.farParty?.state).toBe('answered');
    await centre.calls.swap(swap);
    expect(await centre.calls.connect(call, { agentId: alice, farLegId, wrapUpMs: 0 })).toMatchObject({
      kind: 'moved',
    });
    expect(await centre.calls.swap(swap)).toEqual({ kind: 'not-allowed', state: 'connected' });
    expect((await centre.eventTypes()).filter((type) => type === 'call.consult-swapped')).toHaveLength(3);
  });

  it('swap-parties turns him to both at once, said once, and back to either; from there he may leave', async () => {
    const centre = await openCallCentre(connection);
    const { call, farLegId } = await consulting(centre);
    const swap = { callId: call, agentId: alice, farLegId, talkTo: 'both' } as const;
    expect(await centre.calls.swap(swap)).toEqual({ kind: 'not-allowed', state: 'consulting' });
    await centre.calls.farPartyAnswered(call, farLegId);
    const both = await Promise.all([centre.calls.swap(swap), centre.calls.swap(swap)]);
    expect(both.map(({ kind }) => kind).sort()).toEqual(['moved', 'repeated']);
    expect(await centre.calls.farPartyAnswered(call, farLegId)).toBe('ok');
    expect((await centre.happened()).at(-1)).toMatchObject({
      ...{ type: 'call.merged', agentId: alice, legId: farLegId, data: { number: NUMBER } },
    });
    for (const [talkTo, state] of [
      ['caller', 'held'],
      ['both', 'merged'],
      ['far-party', 'answered'],
      ['both', 'merged'],
    ] as const) {
      expect(await centre.calls.swap({ ...swap, talkTo })).toMatchObject({ kind: 'moved' });
      expect(await centre.calls.get(call)).toMatchObject({ state: 'consulting', farParty: { state } });
    }
    // Only a talk of two can be held, or handed on.
    expect(await centre.calls.hold(call, alice)).toEqual({ kind: 'not-allowed', state: 'consulting' });
    expect(await centre.calls.connect(call, { agentId: alice, farLegId, wrapUpMs: 0 })).toMatchObject({
      kind: 'moved',
    });
  });

  it('drop-far-party says of one whom the agent has talked with that it left', async () => {
    const centre = await openCallCentre(connection);
    const { call, farLegId } = await consulting(centre);
    await centre.calls.farPartyAnswered(call, farLegId);
    await centre.calls.swap({ callId: call, agentId: alice, farLegId, talkTo: 'both' });
    const drop = { farLegId, how: 'failed', cause: 'NORMAL_CLEARING', from: 'consulting' } as const;
    expect(await centre.calls.dropFarParty(call, drop)).toMatchObject({ kind: 'moved' });
    expect(await centre.calls.get(call)).toMatchObject({ state: 'talking', farParty: { state: 'left' } });
    expect((await centre.happened()).at(-1)).toMatchObject({ type: 'call.consult-left' });
  });

  it('connect-call waits for the answer, releases the agent and counts his talk', async () => {
    const centre = await openCallCentre(connection);
    const { call, offer, farLegId } = await consulting(centre);
    const facts = { agentId: alice, farLegId, wrapUpMs: 30_000 };
    expect(await centre.calls.connect(call, facts)).toEqual({ kind: 'not-allowed', state: 'consulting' });
    await centre.calls.farPartyAnswered(call, farLegId);
    expect(await centre.calls.connect(call, { ...facts, agentId: bob })).toMatchObject({
      kind: 'not-allowed',
    });
    centre.clock.ms += 7000;
    expect(await centre.calls.connect(call, facts)).toEqual({
      kind: 'moved',
      from: 'consulting',
      agentLegId: offer.offerId,
    });
    expect(await centre.calls.get(call)).toMatchObject({
      state: 'connected',
      agentId: null,
      agentLegId: null,
      lastAgentId: alice,
    });
    expect(await centre.agents.get(alice)).toMatchObject({ state: 'wrap-up', callId: call });
    // The wrap-up's end must not let a call go that is still live.
    await centre.acd.finishWrapUp({ agentId: alice, callId: call, offerId: newOfferId() });
    expect(await connection.command(['TTL', `${centre.prefix}call:${call}`])).toBe(-1);
    centre.clock.ms += 60_000;
    expect(await centre.calls.end(call, { ...hangUp, by: 'far-party' })).toMatchObject({
      from: 'connected',
      agentId: null,
      farLegId,
    });
    expect((await centre.happened()).find(({ type }) => type === 'call.ended')).toMatchObject({
      data: { from: 'connected', by: 'far-party', talkMs: 7000, connectedMs: 60_000 },
    });
    expect(await connection.command(['TTL', `${centre.prefix}call:${call}`])).toBeGreaterThan(0);
  });

  it('end-call and agent-lost let the far leg go', async () => {
    const centre = await openCallCentre(connection);
    const one = await consulting(centre);
    expect(await centre.calls.end(one.call, hangUp)).toMatchObject({
      farLegId: one.farLegId,
      agentId: alice,
    });
    expect(await centre.agents.get(alice)).toMatchObject({ state: 'wrap-up' });
    await centre.acd.finishWrapUp({ agentId: alice, callId: one.call, offerId: newOfferId() });

    const other = await openCallCentre(connection);
    const { call, offer, farLegId } = await consulting(other);
    const lost = {
      callId: call,
      agentLegId: legId(offer.offerId),
      reason: 'tab closed',
      offerId: newOfferId(),
    };
    expect(await other.acd.agentLost(lost)).toEqual({ kind: 'waiting' });
    expect(await other.calls.get(call)).toMatchObject({ state: 'queued', farParty: null, agentId: null });
    // Its late hang-up still finds the call, for its timeline.
    expect(await other.calls.findByLeg(farLegId)).toMatchObject({ callId: call });
  });

  it('the flow calls a number, and is told again how it went when it asks again', async () => {
    const centre = await openCallCentre(connection);
    const call = await centre.caller();
    const farLegId = newLeg();
    const ask = { callId: call, agentId: null, farLegId, number: NUMBER, requestId: 'r1' };
    expect(await centre.calls.callFarParty(ask)).toEqual({ kind: 'moved', from: 'in-ivr' });
    await centre.calls.dropFarParty(call, {
      farLegId,
      how: 'failed',
      cause: 'NO_ANSWER',
      from: 'connecting',
    });
    expect(await centre.calls.get(call)).toMatchObject({
      state: 'in-ivr',
      farParty: { requestId: 'r1', state: 'failed', failure: 'NO_ANSWER' },
    });
    const second = newLeg();
    await centre.calls.callFarParty({ ...ask, farLegId: second, requestId: 'r2' });
    expect(await centre.calls.connect(call, { agentId: null, farLegId, wrapUpMs: 0 })).toMatchObject({
      kind: 'not-allowed',
    });
    expect(await centre.calls.connect(call, { agentId: null, farLegId: second, wrapUpMs: 0 })).toEqual({
      kind: 'moved',
      from: 'connecting',
      agentLegId: null,
    });
  });

  it('return-call keeps the entry until the flow has begun there, and may queue anew', async () => {
    const centre = await openCallCentre(connection);
    const { call, offer } = await centre.talking(alice);
    const entry = { name: 'afterTalk', variables: { agentId: '1001', note: '“满意”' } };
    const facts = { agentId: alice, entry, wrapUpMs: 0 };
    expect(await centre.calls.returnToFlow(call, { ...facts, agentId: agentId('1009') })).toMatchObject({
      kind: 'not-allowed',
    });
    expect(await centre.calls.returnToFlow(call, facts)).toEqual({
      kind: 'moved',
      from: 'talking',
      agentLegId: offer.offerId,
    });
    expect(await centre.calls.get(call)).toMatchObject({ state: 'in-ivr', entry, lastAgentId: alice });
    expect(await centre.agents.get(alice)).toMatchObject({ state: 'idle' });
    await centre.calls.patch(call, { entry: null }, []);
    expect((await centre.calls.get(call))?.entry).toBeNull();
    expect(await centre.enqueue(call)).toMatchObject({ kind: 'offered', offers: [{ agentId: alice }] });
    // It rings the agent who had it before: that is no wrap-up that needs it.
    await centre.calls.end(call, hangUp);
    expect(await connection.command(['TTL', `${centre.prefix}call:${call}`])).toBeGreaterThan(0);
  });

  it('take-comfort is due once in its time, whoever asks, and tells what the wait is estimated from', async () => {
    const centre = await openCallCentre(connection);
    const { call: answered } = await centre.talking(alice);
    const since = centre.clock.ms;
    const first = await centre.queued();
    centre.clock.ms += 1000;
    const second = await centre.queued();
    expect(await centre.acd.takeComfort(second, 30_000)).toEqual({ kind: 'not-due' });
    centre.clock.ms += 30_000;
    const both = await Promise.all([1, 2].map(() => centre.acd.takeComfort(second, 30_000)));
    expect(both.map(({ kind }) => kind).sort()).toEqual(['due', 'not-due']);
    expect(both.find(({ kind }) => kind === 'due')).toEqual({ kind: 'due', before: 1, answers: 1, since });
    expect(await centre.acd.takeComfort(first, 30_000)).toMatchObject({ kind: 'due', before: 0 });
    expect(await centre.acd.takeComfort(answered, 30_000)).toEqual({ kind: 'not-due' });
  });
});
