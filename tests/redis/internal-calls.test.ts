import { randomUUID } from 'node:crypto';
import type { IdleClock } from '../../server/calls/call-store';
import { callId, legId, type AgentId, type CallId, type LegId } from '../../server/contract/ids';
import type { RedisConnection } from '../../server/redis';
import { startTestRedis, type TestRedis } from '../support/redis';
import { requires } from '../support/requirements';
import { aBreak, alice, aQueue, bob, carl, FS1, openCallCentre, type CallCentre } from './call-centre';

const AGAIN_MS = 10_000;
const LOST_MS = 15_000;
const ended = { by: 'agent', cause: 'NORMAL_CLEARING', wrapUpMs: 0 } as const;

requires('redis')('calls between colleagues', () => {
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

  const request = (idleClock: IdleClock = 'talked') => ({
    ...({ callId: callId(randomUUID()), direction: 'internal', switchId: FS1, agentId: alice } as const),
    ...{ customerLegId: legId(randomUUID()), agentLegId: legId(randomUUID()), colleagueId: bob, idleClock },
    ...({ callerNumber: alice, callerName: '', dialedNumber: bob, language: 'zh-CN' } as const),
  });
  const of = async (agent: AgentId) => {
    const { state, presence, reachable, callId: call, missedInARow } = (await centre.agents.get(agent)) ?? {};
    return { state, presence, reachable, callId: call, missedInARow };
  };
  const free = { state: 'idle', presence: 'ready', reachable: true, callId: null, missedInARow: 0 };
  /** Alice, on a break, calls Bob, who is ready. */
  const called = async (idleClock?: IdleClock) => {
    await centre.present(alice);
    await centre.ready(bob);
    const call = request(idleClock);
    expect(await centre.calls.startInternal(call)).toEqual({ kind: 'started' });
    return call;
  };
  const talking = async (idleClock?: IdleClock) => {
    const call = await called(idleClock);
    expect(await centre.calls.startTalk(call.callId, [])).toMatchObject({ kind: 'moved' });
    return call;
  };

  it('keep both on call from the beginning, so that no queue offers them', async () => {
    const { callId: id, customerLegId } = await called();
    expect(await of(bob)).toEqual({ ...free, state: 'on-call', callId: id });
    expect(await of(alice)).toMatchObject({ state: 'on-call', callId: id, presence: 'break' });
    expect(await centre.calls.get(id)).toMatchObject({
      ...{ state: 'dialing', direction: 'internal', agentId: alice, customerLegId, queueId: null },
      farParty: { agentId: bob, legId: customerLegId, state: 'ringing' },
    });
    expect(await centre.calls.findByLeg(customerLegId)).toMatchObject({ callId: id });
    expect((await centre.calls.get(await centre.queued()))?.state).toBe('queued');
  });

  it('are begun once, also when the reply was lost', async () => {
    const call = await called();
    expect(await centre.calls.startInternal(call)).toEqual({ kind: 'started' });
    expect((await centre.eventTypes()).filter((type) => type === 'call.started')).toHaveLength(1);
  });

  it('are refused with what the colleague is, and nothing changes', async () => {
    await centre.present(alice);
    const call = () => centre.calls.startInternal(request());
    expect(await call()).toEqual({ kind: 'not-free', state: 'logged-out' });
    await centre.present(bob);
    expect(await call()).toEqual({ kind: 'not-free', state: 'break' });
    await centre.talking(bob);
    expect(await call()).toEqual({ kind: 'not-free', state: 'on-call' });
    expect(await centre.calls.startInternal({ ...request(), colleagueId: alice })).toEqual({
      ...{ kind: 'not-free', state: 'on-call' },
    });
    expect(await of(alice)).toEqual({ ...free, presence: 'break' });
  });

  it('are for who may dial: not out of another call', async () => {
    await centre.talking(alice);
    await centre.ready(bob);
    expect(await centre.calls.startInternal(request())).toEqual({ kind: 'agent-busy', state: 'on-call' });
    expect(await of(bob)).toEqual(free);
  });

  it('owe no wrap-up, and put who has talked last in line', async () => {
    const { callId: id } = await talking();
    expect((await centre.calls.get(id))?.farParty?.state).toBe('answered');
    await centre.ready(alice);
    centre.clock.ms += 60_000;
    await centre.calls.end(id, ended);
    expect(await of(alice)).toEqual(free);
    expect(await of(bob)).toEqual(free);
    expect((await centre.happened()).findLast(({ type }) => type === 'call.ended')?.data).toMatchObject({
      talkMs: 60_000,
      colleagueId: bob,
    });
  });

  it.each([
    ['never', 'talked', bob],
    ['talked', 'talked', carl],
    ['always', 'talked', carl],
    ['never', 'rang', bob],
    ['talked', 'rang', bob],
    ['always', 'rang', carl],
  ] as const)('with the idle clock set to %s, a colleague who %s: next is %s', async (clock, how, next) => {
    const wide = await openCallCentre(connection, [aQueue('general', [alice, bob, carl])]);
    await wide.present(alice);
    await wide.ready(bob);
    wide.clock.ms += 1000;
    await wide.ready(carl);
    const call = request(clock);
    await wide.calls.startInternal(call);
    if (how === 'talked') await wide.calls.startTalk(call.callId, []);
    wide.clock.ms += 60_000;
    await wide.calls.end(call.callId, ended);
    expect((await wide.offerOf(await wide.queued())).agentId).toBe(next);
    expect(await wide.acd.brokenInvariants()).toEqual([]);
  });

  it('give back the wrap-up they were dialled out of when nobody answers, and the colleague has missed one', async () => {
    const { call } = await centre.talking(alice);
    await centre.calls.end(call, { by: 'customer', cause: 'NORMAL_CLEARING', wrapUpMs: 30_000 });
    await centre.ready(bob);
    const internal = request();
    await centre.calls.startInternal(internal);
    centre.clock.ms += 20_000;
    await centre.calls.end(internal.callId, {
      ...ended,
      by: 'far-party',
      cause: 'NO_ANSWER',
      loss: 'missed',
    });
    expect(await of(alice)).toMatchObject({ state: 'wrap-up', callId: call });
    expect(await of(bob)).toMatchObject({ state: 'idle', presence: 'not-responding', missedInARow: 1 });
    expect((await centre.happened()).find(({ type }) => type === 'call.dial-failed')).toMatchObject({
      ...{ agentId: alice, data: { cause: 'NO_ANSWER' } },
    });
  });

  describe('whose colleague is away', () => {
    const newLeg = () => legId(randomUUID());
    const away = (id: CallId, agentLegId: LegId) =>
      centre.calls.agentAway({ callId: id, agentLegId, reason: 'closed', comfortMs: 0, lostMs: LOST_MS });
    const recall = (id: CallId, agentId: AgentId, leg: LegId) =>
      centre.calls.recallAgent({ callId: id, agentId, legId: leg, patienceMs: 0 });
    const bobIsAway = async () => {
      const call = await talking();
      expect(await away(call.callId, call.customerLegId)).toBe('away');
      return call;
    };

    it('know who is away, and keep both', async () => {
      const { callId: id, customerLegId } = await bobIsAway();
      expect(await away(id, customerLegId)).toBe('exists');
      expect(await centre.calls.get(id)).toMatchObject({
        ...{ state: 'talking', awayAgentId: bob, awaySince: centre.clock.ms },
      });
      expect(await of(bob)).toMatchObject({ state: 'on-call', callId: id });
      expect((await centre.happened()).findLast(({ type }) => type === 'call.agent-away')).toMatchObject({
        ...{ agentId: bob, data: { agentLegId: customerLegId } },
      });
      expect(await centre.calls.dueAway(AGAIN_MS)).toEqual({ first: [id], again: [], lost: [] });
    });

    it('have his new leg where the old one was, as the customer’s and the far party’s', async () => {
      const { callId: id, customerLegId, agentLegId } = await bobIsAway();
      const leg = newLeg();
      expect(await recall(id, alice, newLeg())).toEqual({ kind: 'not-away' });
      expect(await recall(id, bob, leg)).toEqual({ kind: 'ring', replaced: null });
      centre.clock.ms += 900;
      expect(await centre.calls.agentBack(id, leg)).toEqual({ kind: 'back', formerLegId: customerLegId });
      expect(await centre.calls.get(id)).toMatchObject({
        ...{ customerLegId: leg, agentLegId, awaySince: null, awayAgentId: null, awayLegId: null },
        farParty: { agentId: bob, legId: leg, state: 'answered' },
      });
      expect((await centre.happened()).at(-1)).toMatchObject({
        ...{ type: 'call.agent-back', agentId: bob, data: { agentLegId: leg, awayMs: 900 } },
      });
      // The end of his former leg still finds the call, and says nothing about him any more.
      expect(await centre.calls.findByLeg(customerLegId)).toMatchObject({ callId: id });
      expect(await away(id, customerLegId)).toBe('stale');
      centre.clock.ms += LOST_MS;
      expect(await centre.calls.dueAway(AGAIN_MS)).toEqual({ first: [], again: [], lost: [] });
      expect(await centre.calls.end(id, ended)).toMatchObject({
        customerLegId: leg,
        farLegId: leg,
        freed: bob,
      });
    });

    it('have the one who called back on his own leg, and nobody is waited for by nobody', async () => {
      const { callId: id, customerLegId, agentLegId } = await talking();
      expect(await away(id, agentLegId)).toBe('away');
      expect(await away(id, customerLegId)).toBe('alone');
      const leg = newLeg();
      expect(await recall(id, bob, newLeg())).toEqual({ kind: 'not-away' });
      await recall(id, alice, leg);
      expect(await centre.calls.agentBack(id, leg)).toEqual({ kind: 'back', formerLegId: agentLegId });
      expect(await centre.calls.get(id)).toMatchObject({ customerLegId, agentLegId: leg, awayAgentId: null });
      expect(await away(id, customerLegId)).toBe('away');
      expect(await away(id, leg)).toBe('alone');
    });

    it('are due to end when he stays away, which says who was missed and has his phone looked at first', async () => {
      const { callId: id } = await bobIsAway();
      centre.clock.ms += LOST_MS;
      expect((await centre.calls.dueAway(AGAIN_MS)).lost).toEqual([id]);
      await centre.calls.end(id, { by: 'system', cause: 'AGENT_LOST', wrapUpMs: 0, loss: 'failed' });
      expect((await centre.happened()).findLast(({ type }) => type === 'call.ended')?.data).toMatchObject({
        ...{ colleagueId: bob, awayAgentId: bob },
      });
      expect(await of(bob)).toEqual({ ...free, reachable: false });
      expect(await of(alice)).toMatchObject({ state: 'idle', callId: null });
      expect((await centre.calls.dueAway(AGAIN_MS)).lost).toEqual([]);
    });

    it('are not waited for while it rings', async () => {
      const { callId: id, customerLegId } = await called();
      expect(await away(id, customerLegId)).toBe('not-allowed');
    });
  });

  it('offer the next caller to both again, what they chose meanwhile included', async () => {
    const { callId: id } = await talking();
    await centre.presence.takeBreak(bob, aBreak('lunch'));
    await centre.calls.end(id, ended);
    expect(await of(bob)).toMatchObject({ state: 'idle', presence: 'break' });
  });
});
