import { switchId } from '../../server/contract/ids';
import type { RedisConnection } from '../../server/redis';
import { requires } from '../support/requirements';
import { startTestRedis, type TestRedis } from '../support/redis';
import {
  aBreak,
  alice,
  aQueue,
  bob,
  carl,
  compiled,
  FS1,
  newOfferId,
  openCallCentre,
  type CallCentre,
} from './call-centre';

const login = (sessionId: string, over: { readonly sipUser?: string; readonly takeOver?: boolean } = {}) => ({
  agentId: alice,
  displayName: 'Alice',
  sessionId,
  sipUser: `sip-${sessionId}`,
  takeOver: false,
  ...over,
});
const fresh = { kind: 'logged-in', replacedSessionId: null, replacedSipUser: null };

requires('redis')('agents', () => {
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
  afterAll(() => redis.stop());

  describe('log-in', () => {
    it('puts the agent on break, without a softphone, under his SIP account', async () => {
      expect(await centre.agents.get(alice)).toBeNull();
      expect(await centre.agents.logIn(login('a'))).toEqual(fresh);
      const at = centre.clock.ms;
      expect(await centre.agents.get(alice)).toEqual({
        agentId: alice,
        displayName: 'Alice',
        presence: 'break',
        reason: null,
        presenceSince: at,
        breakUntil: null,
        next: null,
        leavesAt: null,
        state: 'idle',
        stateSince: at,
        reachable: false,
        registeredOn: null,
        sipUser: 'sip-a',
        sessionId: 'a',
        lastLogOut: null,
        callId: null,
        offerId: null,
        wrapUpUntil: null,
        prolonged: 0,
        missedInARow: 0,
        idleSince: at,
      });
      expect(await centre.agents.findBySipUser('sip-a')).toMatchObject({ agentId: alice });
      expect(await centre.agents.list()).toHaveLength(1);
    });

    it('changes nothing when the same session logs in again', async () => {
      await centre.agents.logIn(login('a'));
      await centre.acd.agentReachable('sip-a', newOfferId(), FS1);
      await centre.acd.agentReady(alice, newOfferId());
      const before = await centre.happened();
      expect(await centre.agents.logIn(login('a'))).toEqual(fresh);
      expect(await centre.agents.get(alice)).toMatchObject({ presence: 'ready', reachable: true });
      expect(await centre.happened()).toEqual(before);
    });

    it('is held against another session, which may take over', async () => {
      await centre.agents.logIn(login('a'));
      const since = centre.clock.ms;
      centre.clock.ms += 1000;
      expect(await centre.agents.logIn(login('b'))).toEqual({ kind: 'held', since });
      await centre.acd.agentReachable('sip-a', newOfferId(), FS1);
      await centre.acd.agentReady(alice, newOfferId());
      expect(await centre.agents.logIn(login('b', { takeOver: true }))).toEqual({
        kind: 'logged-in',
        replacedSessionId: 'a',
        replacedSipUser: 'sip-a',
      });
      expect(await centre.agents.get(alice)).toMatchObject({
        presence: 'break',
        reachable: false,
        sessionId: 'b',
      });
      expect(await centre.acd.agentReachable('sip-a', newOfferId(), FS1)).toEqual({ kind: 'unknown' });
      expect(await centre.agents.findBySipUser('sip-a')).toBeNull();
      expect(await centre.enqueue(await centre.caller())).toEqual({ kind: 'waiting' });
    });

    it('cannot take over an agent who rings or talks, but one in wrap-up, which goes on', async () => {
      const { call } = await centre.talking(alice);
      expect(await centre.agents.logIn(login('b', { takeOver: true }))).toEqual({ kind: 'busy' });
      await centre.calls.end(call, { by: 'agent', cause: 'NORMAL_CLEARING', wrapUpMs: 5000 });
      expect(await centre.agents.logIn(login('b', { takeOver: true }))).toMatchObject({ kind: 'logged-in' });
      expect(await centre.agents.get(alice)).toMatchObject({
        state: 'wrap-up',
        callId: call,
        presence: 'break',
      });
    });
  });

  describe('log-out', () => {
    it('is for the session that holds the agent, and not during a call', async () => {
      const { call } = await centre.talking(alice);
      expect(await centre.agents.logOut(alice, 'other')).toBe('not-yours');
      expect(await centre.agents.logOut(alice, 'session-1001')).toBe('on-call');
      await centre.calls.end(call, { by: 'agent', cause: 'NORMAL_CLEARING', wrapUpMs: 5000 });
      expect(await centre.agents.logOut(alice, 'session-1001')).toBe('ok');
      expect(await centre.agents.logOut(alice, 'session-1001')).toBe('ok');
      expect(await centre.agents.get(alice)).toMatchObject({
        presence: 'logged-out',
        state: 'idle',
        sessionId: null,
        sipUser: null,
      });
      expect((await centre.eventTypes()).slice(-5)).toEqual([
        'wrap-up.finished',
        'agent.state-changed',
        'agent.unreachable',
        'agent.presence-changed',
        'agent.logged-out',
      ]);
      expect(await centre.acd.agentReady(alice, newOfferId())).toEqual({ kind: 'logged-out' });
      expect(await centre.presence.takeBreak(alice, aBreak())).toEqual({ kind: 'logged-out' });
      centre.clock.ms += 60_000;
      expect(await centre.acd.advanceDeadlines([newOfferId()])).toEqual({ missed: [], wrapUpsEnded: [] });
    });
  });

  describe('reachability', () => {
    it('takes an agent out of the ready and back to his old place', async () => {
      await centre.ready(alice);
      centre.clock.ms += 10;
      await centre.ready(bob);
      expect(await centre.acd.agentUnreachable('s1001', FS1)).toMatchObject({
        agentId: alice,
        presence: 'ready',
        reachable: false,
      });
      expect((await centre.acd.queueFigures())[0]?.agentsReady).toBe(1);
      expect(await centre.acd.agentReachable('s1001', newOfferId(), FS1)).toEqual({ kind: 'idle' });
      expect(await centre.offerOf(await centre.queued())).toMatchObject({ agentId: alice });
      expect(await centre.acd.agentUnreachable('nobody', FS1)).toBeNull();
    });

    it('is where the softphone registered last: the end of a registration elsewhere changes nothing', async () => {
      await centre.ready(alice);
      const other = switchId('fs2');
      await centre.acd.agentReachable('s1001', newOfferId(), other);
      expect(await centre.acd.agentUnreachable('s1001', FS1)).toBeNull();
      expect(await centre.agents.get(alice)).toMatchObject({ reachable: true, registeredOn: 'fs2' });
      expect(await centre.acd.agentUnreachable('s1001', other)).toMatchObject({ reachable: false });
      expect((await centre.acd.queueFigures())[0]?.agentsReady).toBe(0);
    });

    it('only marks an agent whose phone rings: the offer is for the caller of the script to lose', async () => {
      await centre.ready(alice);
      await centre.queued();
      expect(await centre.acd.agentUnreachable('s1001', FS1)).toMatchObject({
        state: 'offered',
        reachable: false,
      });
      expect(await centre.acd.liveOffers()).toHaveLength(1);
    });
  });

  describe('an agent kept busy by a call that is over or does not know him', () => {
    const busyWith = (call: string) =>
      connection.command([
        ...['HSET', `${centre.prefix}agent:${alice}`],
        ...['state', 'on-call', 'callId', call],
      ]);

    it('is freed, and gets the call that waits', async () => {
      await centre.ready(alice);
      const { call } = await centre.talking(alice);
      const waiting = await centre.queued();
      await centre.calls.end(call, { by: 'customer', cause: 'NORMAL_CLEARING', wrapUpMs: 60_000 });
      await busyWith(call);
      expect(await centre.acd.releaseAgent(alice, call)).toBe('freed');
      expect(await centre.acd.owedMatches()).toEqual([alice]);
      await centre.acd.matchAgent(alice, newOfferId());
      expect(await centre.offerOf(waiting)).toMatchObject({ agentId: alice });
      expect(await centre.acd.releaseAgent(alice, call)).toBe('not-alone');
    });

    it('is left with a call that knows him: in a talk, or while it rings', async () => {
      await centre.ready(alice);
      const { call } = await centre.talking(alice);
      expect(await centre.acd.releaseAgent(alice, call)).toBe('not-alone');
      await centre.ready(bob);
      const rings = await centre.queued();
      expect(await centre.acd.releaseAgent(bob, rings)).toBe('not-alone');
      expect(await centre.acd.releaseAgent(bob, null)).toBe('not-alone');
    });
  });

  it('presence is told once per change, with its reason', async () => {
    await centre.present(alice);
    await centre.presence.takeBreak(alice, aBreak('lunch'));
    await centre.presence.takeBreak(alice, aBreak('lunch'));
    await centre.acd.agentReady(alice, newOfferId());
    await centre.acd.agentReady(alice, newOfferId());
    const told = (await centre.happened())
      .filter(({ type }) => type === 'agent.presence-changed')
      .map(({ data }) => data);
    expect(told).toEqual([
      { presence: 'break', reason: null },
      { presence: 'break', reason: 'lunch' },
      { presence: 'ready', reason: null },
    ]);
  });

  describe('apply-queues', () => {
    it('keeps ready agents their idle time and waiting calls their places when queues change', async () => {
      await centre.ready(alice);
      centre.clock.ms += 10;
      await centre.ready(bob);
      await centre.acd.applyQueues(compiled([aQueue('general', [bob, alice]), aQueue('sales', [alice])]));
      expect(
        (await centre.acd.queueFigures()).map(({ queueId, agentsReady }) => [queueId, agentsReady]),
      ).toEqual([
        ['general', 2],
        ['sales', 1],
      ]);
      expect(await centre.offerOf(await centre.queued())).toMatchObject({ agentId: alice });
    });

    it('knows the queues of agents who have never logged in, and repeats without effect', async () => {
      await centre.acd.applyQueues(compiled([aQueue('sales', [bob]), aQueue('general', [])]));
      await centre.acd.applyQueues(compiled([aQueue('sales', [bob]), aQueue('general', [])]));
      expect(await centre.agents.get(bob)).toBeNull();
      const call = await centre.queued('sales');
      await centre.ready(bob);
      expect(await centre.offerOf(call)).toMatchObject({ agentId: bob, queueId: 'sales' });
    });

    it('owes a ready agent the call of a queue he is new in', async () => {
      await centre.acd.applyQueues(compiled([aQueue('general', [alice]), aQueue('sales', [])]));
      await centre.ready(alice);
      const call = await centre.queued('sales');
      await centre.acd.applyQueues(compiled([aQueue('general', [alice]), aQueue('sales', [alice])]));
      expect(await centre.acd.owedMatches()).toEqual([alice]);
      expect(await centre.acd.matchAgent(alice, newOfferId())).toMatchObject({ offer: { callId: call } });
    });

    it('lets calls of a removed queue be answered by who answered them, and takes no new ones', async () => {
      const first = await centre.queued();
      centre.clock.ms += 10;
      const second = await centre.queued();
      await centre.acd.applyQueues(compiled([aQueue('sales', [alice])]));
      expect((await centre.acd.queueFigures()).map(({ queueId }) => queueId)).toEqual(['general', 'sales']);
      await expect(centre.enqueue(await centre.caller())).rejects.toThrow('not configured');
      await centre.ready(alice);
      expect(await centre.offerOf(first)).toMatchObject({ agentId: alice });
      // Bob is in no queue any more, but he was in this one.
      await centre.acd.applyQueues(compiled([aQueue('sales', [alice])]));
      await centre.ready(bob);
      expect(await centre.offerOf(second)).toMatchObject({ agentId: bob });
    });

    it('forgets a removed queue with its last call, and knows it again when it returns', async () => {
      const call = await centre.queued();
      await centre.acd.applyQueues(compiled([aQueue('sales', [alice])]));
      await centre.calls.end(call, { by: 'customer', cause: 'NORMAL_CLEARING', wrapUpMs: 0 });
      expect((await centre.acd.queueFigures()).map(({ queueId }) => queueId)).toEqual(['sales']);
      await centre.acd.applyQueues(compiled([aQueue('sales', [alice])]));
      const lanes = await connection.command(['HKEYS', `${centre.prefix}lanes`]);
      expect(lanes).toEqual(['sales']);
      await centre.acd.applyQueues(compiled([aQueue('general', [alice])]));
      await centre.ready(alice);
      expect(await centre.offerOf(await centre.queued())).toMatchObject({ agentId: alice });
    });

    it('moves waiting calls to the lanes of new steps with their places, and owes who may answer now', async () => {
      const early = await centre.queued();
      centre.clock.ms += 15_000;
      const late = await centre.queued();
      await centre.acd.applyQueues(compiled([aQueue('general', [])]));
      await centre.ready(carl);
      const steps = [{ afterS: 10, addGroups: ['second'] }];
      const groups = { second: [carl] };
      await centre.acd.applyQueues(compiled([aQueue('general', [], { steps })], { groups }));
      expect(await centre.acd.owedMatches()).toEqual([carl]);
      expect(await centre.acd.matchAgent(carl, newOfferId())).toMatchObject({ offer: { callId: early } });
      expect(await centre.acd.position(late)).toBe(0);
      centre.clock.ms += 10_000;
      await centre.acd.advanceSteps(50, newOfferId());
      await centre.acd.applyQueues(compiled([aQueue('general', [])]));
      expect(await centre.acd.position(late)).toBe(0);
    });

    it('serves the earliest call of all the lanes of an agent, with more lanes than are intersected', async () => {
      const names = Array.from({ length: 60 }, (_unused, i) => `q${i}`);
      await centre.acd.applyQueues(
        compiled(names.map((name, i) => aQueue(name, i % 2 === 0 ? [alice] : [bob]))),
      );
      const calls = [];
      for (const name of [...names].reverse()) {
        centre.clock.ms += 10;
        calls.push(await centre.queued(name));
      }
      await centre.ready(alice);
      // q59 is Bob's; q58 came next.
      expect((await centre.acd.liveOffers())[0]).toMatchObject({
        callId: calls[1],
        agentId: alice,
        queueId: 'q58',
      });
    });
  });
});
