import { randomUUID } from 'node:crypto';
import { legId, type AgentId, type LegId } from '../../server/contract/ids';
import type { SupervisionMode } from '../../server/contract/supervision';
import type { RedisConnection } from '../../server/redis';
import { startTestRedis, type TestRedis } from '../support/redis';
import { requires } from '../support/requirements';
import { alice, aQueue, bob, carl, FS1, openCallCentre, type CallCentre } from './call-centre';

requires('redis')('supervision', () => {
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

  const newLeg = (): LegId => legId(randomUUID());
  const supervise = (agent: AgentId, mode: SupervisionMode = 'listen', leg = newLeg(), supervisor = carl) =>
    centre.supervisions.supervise({
      ...{ supervisorId: supervisor, agentId: agent, legId: leg, switchId: FS1, mode },
    });
  const told = async () => (await centre.happened()).filter(({ type }) => type.startsWith('supervision.'));

  it('takes the supervisor out of the queues, and gives him back to them', async () => {
    await centre.ready(alice);
    await centre.ready(carl);
    const leg = newLeg();
    expect(await supervise(alice, 'whisper', leg)).toEqual({ kind: 'started' });
    expect(await centre.agents.get(carl)).toMatchObject({
      state: 'supervising',
      presence: 'ready',
      callId: null,
    });
    const held = { supervisorId: carl, agentId: alice, legId: leg, switchId: FS1, mode: 'whisper' };
    expect(await centre.supervisions.of(alice)).toEqual([{ ...held, since: centre.clock.ms }]);
    const { call } = await centre.talking(alice);
    expect((await centre.calls.get(call))?.agentId).toBe(alice);
    expect(await centre.supervisions.end(carl, leg)).toBe('ended');
    expect(await centre.agents.get(carl)).toMatchObject({ state: 'idle', presence: 'ready' });
    expect(await centre.supervisions.list()).toEqual([]);
    expect(await centre.supervisions.of(alice)).toEqual([]);
    expect(await told()).toMatchObject([
      { type: 'supervision.started', agentId: carl, legId: leg, data: { toAgentId: alice, mode: 'whisper' } },
      { type: 'supervision.ended', agentId: carl, legId: leg, data: { toAgentId: alice } },
    ]);
  });

  it('turns to another agent, and changes by whom it is heard, with the leg it has', async () => {
    await centre.ready(alice);
    await centre.ready(bob);
    await centre.present(carl);
    const leg = newLeg();
    await supervise(alice, 'listen', leg);
    expect(await supervise(alice, 'barge')).toEqual({ kind: 'turned' });
    // A click repeated changes nothing.
    expect(await supervise(alice, 'barge')).toEqual({ kind: 'turned' });
    expect(await supervise(bob, 'listen')).toEqual({ kind: 'turned' });
    expect(await centre.supervisions.get(carl)).toMatchObject({ agentId: bob, legId: leg, mode: 'listen' });
    expect(await centre.supervisions.of(alice)).toEqual([]);
    expect(await centre.supervisions.of(bob)).toHaveLength(1);
    expect((await told()).map(({ type, data }) => [type, data['mode'], data['fromAgentId']])).toEqual([
      ['supervision.started', 'listen', undefined],
      ['supervision.changed', 'barge', alice],
      ['supervision.changed', 'listen', alice],
    ]);
  });

  it('is for who is free, of whom is there', async () => {
    expect(await supervise(alice)).toEqual({ kind: 'not-there' });
    await centre.present(alice);
    expect(await supervise(alice)).toEqual({ kind: 'not-free', state: 'logged-out' });
    await centre.talking(bob);
    expect(await supervise(alice, 'listen', newLeg(), bob)).toEqual({ kind: 'not-free', state: 'on-call' });
    await centre.present(carl);
    await centre.acd.agentUnreachable(`s${carl}`, FS1);
    expect(await supervise(alice)).toEqual({ kind: 'not-free', state: 'unreachable' });
    expect(await told()).toEqual([]);
  });

  it('ends by its own leg only, and keeps a supervisor logged in until then', async () => {
    await centre.ready(alice);
    await centre.present(carl);
    const leg = newLeg();
    await supervise(alice, 'listen', leg);
    expect(await centre.supervisions.end(carl, newLeg())).toBe('gone');
    expect(await centre.agents.logOut(carl, (await centre.agents.get(carl))?.sessionId ?? '')).toBe(
      'on-call',
    );
    expect(await centre.supervisions.end(carl, leg)).toBe('ended');
    expect(await centre.supervisions.end(carl, leg)).toBe('gone');
  });
});
