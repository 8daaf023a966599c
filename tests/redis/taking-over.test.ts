import { randomUUID } from 'node:crypto';
import { legId, type CallId } from '../../server/contract/ids';
import type { RedisConnection } from '../../server/redis';
import { startTestRedis, type TestRedis } from '../support/redis';
import { requires } from '../support/requirements';
import { alice, aQueue, bob, carl, FS1, openCallCentre, type CallCentre } from './call-centre';

requires('redis')('a supervisor takes a caller over', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  let centre: CallCentre;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  afterAll(() => redis.stop());
  beforeEach(async () => {
    centre = await openCallCentre(connection, [aQueue('general', [alice, bob, carl])]);
  });
  afterEach(async () => {
    expect(await centre.acd.brokenInvariants()).toEqual([]);
  });

  const leg = legId(randomUUID());
  const listen = (agent = alice) =>
    centre.supervisions.supervise({
      ...{ supervisorId: carl, agentId: agent, legId: leg, switchId: FS1, mode: 'listen' },
    });
  const takeOver = (call: CallId, agent = alice, its = leg) =>
    centre.supervisions.takeOver({
      ...{ callId: call, agentId: agent, supervisorId: carl, legId: its, wrapUpMs: 30_000 },
    });

  it.each(['talking', 'held'] as const)('out of a call that is %s; the agent wraps up', async (state) => {
    await centre.present(carl);
    const { call } = await centre.talking(alice);
    await listen();
    const before = await centre.calls.get(call);
    if (state === 'held') await centre.calls.hold(call, alice);
    expect(await takeOver(call)).toEqual({ kind: 'moved', from: state, agentLegId: before?.agentLegId });
    expect(await centre.calls.get(call)).toMatchObject({
      ...{
        state: 'talking',
        agentId: carl,
        agentLegId: leg,
        lastAgentId: alice,
        heardLegId: before?.heardLegId,
      },
    });
    expect(await centre.calls.findByLeg(leg)).toMatchObject({ callId: call });
    expect(await centre.agents.get(alice)).toMatchObject({ state: 'wrap-up', callId: call });
    expect(await centre.agents.get(carl)).toMatchObject({ state: 'on-call', callId: call });
    expect(await centre.supervisions.list()).toEqual([]);
    expect((await centre.happened()).filter(({ type }) => type === 'call.taken-over')).toMatchObject([
      { callId: call, agentId: alice, legId: leg, data: { byAgentId: carl } },
    ]);
  });

  it('the call ends with him like any other', async () => {
    await centre.present(carl);
    const { call } = await centre.talking(alice);
    await listen();
    await takeOver(call);
    await centre.calls.end(call, { by: 'agent', cause: 'NORMAL_CLEARING', wrapUpMs: 0 });
    expect(await centre.agents.get(carl)).toMatchObject({ state: 'idle' });
  });

  it('not without being at the ear of the agent whose call it is', async () => {
    await centre.present(carl);
    const { call } = await centre.talking(alice);
    expect(await takeOver(call)).toEqual({ kind: 'not-allowed', state: 'talking' });
    await centre.present(bob);
    await listen(bob);
    expect(await takeOver(call)).toEqual({ kind: 'not-allowed', state: 'talking' });
    await listen(alice);
    expect(await takeOver(call, alice, legId(randomUUID()))).toEqual({
      kind: 'not-allowed',
      state: 'talking',
    });
    expect((await centre.calls.get(call))?.agentId).toBe(alice);
  });

  it('not a call that is over', async () => {
    await centre.present(carl);
    const { call } = await centre.talking(alice);
    await listen();
    await centre.calls.end(call, { by: 'customer', cause: 'NORMAL_CLEARING', wrapUpMs: 0 });
    expect(await takeOver(call)).toEqual({ kind: 'gone' });
  });
});
