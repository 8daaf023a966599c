import { randomUUID } from 'node:crypto';
import type { IdleClock } from '../../server/calls/call-store';
import { callId, legId, type AgentId } from '../../server/contract/ids';
import type { RedisConnection } from '../../server/redis';
import { startTestRedis, type TestRedis } from '../support/redis';
import { requires } from '../support/requirements';
import { aBreak, alice, aQueue, bob, carl, FS1, openCallCentre, type CallCentre } from './call-centre';

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

  it('offer the next caller to both again, what they chose meanwhile included', async () => {
    const { callId: id } = await talking();
    await centre.presence.takeBreak(bob, aBreak('lunch'));
    await centre.calls.end(id, ended);
    expect(await of(bob)).toMatchObject({ state: 'idle', presence: 'break' });
  });
});
