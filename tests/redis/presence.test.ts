import type { RedisConnection } from '../../server/redis';
import { startTestRedis, testStores, type TestRedis } from '../support/redis';
import { requires } from '../support/requirements';
import { aBreak, alice, bob, newOfferId, openCallCentre, type CallCentre } from './call-centre';

const hangUp = { by: 'customer', cause: 'NORMAL_CLEARING', wrapUpMs: 30_000 } as const;
const lunch = (over: Parameters<typeof aBreak>[1] = {}) => aBreak('lunch', over);

requires('redis')('presence', () => {
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

  const agent = (id = alice) => centre.agents.get(id);
  const toldOf = async (type: string) =>
    (await centre.happened()).filter((event) => event.type === type).map(({ data }) => data);

  describe('begin-leaving', () => {
    it('tells that he is about to go, and leaves him free for whoever comes until then', async () => {
      await centre.ready(alice);
      expect(await centre.presence.beginLeaving(alice, 500)).toBe(true);
      const until = centre.clock.ms + 500;
      expect(await agent()).toMatchObject({ presence: 'ready', state: 'idle', next: null, leavesAt: until });
      expect(await toldOf('agent.leaving')).toEqual([{ until }]);
      const { call } = await centre.talking(alice);
      expect(await centre.presence.takeBreak(alice, lunch())).toEqual({ kind: 'noted' });
      await centre.calls.end(call, hangUp);
      await centre.acd.finishWrapUp({ agentId: alice, callId: call, offerId: newOfferId() });
      expect(await agent()).toMatchObject({ presence: 'break', reason: 'lunch' });
    });

    it('has nothing to wait for with who is on a break, busy, or without a phone', async () => {
      expect(await centre.presence.beginLeaving(alice, 500)).toBe(false);
      await centre.present(alice);
      expect(await centre.presence.beginLeaving(alice, 500)).toBe(false);
      await centre.talking(bob);
      expect(await centre.presence.beginLeaving(bob, 500)).toBe(false);
      expect(await agent(bob)).toMatchObject({ leavesAt: null });
      expect(await toldOf('agent.leaving')).toEqual([]);
    });
  });

  describe('take-break', () => {
    it('keeps reason and limit, and says which breaks count as work', async () => {
      await centre.ready(alice);
      expect(await centre.presence.takeBreak(alice, lunch({ maxMs: 60_000, productive: true }))).toEqual({
        kind: 'ok',
      });
      const until = centre.clock.ms + 60_000;
      expect(await agent()).toMatchObject({
        presence: 'break',
        reason: 'lunch',
        breakUntil: until,
        next: null,
      });
      expect((await toldOf('agent.presence-changed')).at(-1)).toEqual({
        presence: 'break',
        reason: 'lunch',
        productive: true,
        until,
      });
      await centre.acd.agentReady(alice, newOfferId());
      expect(await agent()).toMatchObject({ presence: 'ready', reason: null, breakUntil: null });
    });

    it('asked for again, as after a lost reply, is one break that began once', async () => {
      await centre.ready(alice);
      await centre.presence.takeBreak(alice, lunch({ maxMs: 60_000, atMost: 1 }));
      const before = await agent();
      const told = await centre.happened();
      centre.clock.ms += 5000;
      expect(await centre.presence.takeBreak(alice, lunch({ maxMs: 60_000, atMost: 1 }))).toEqual({
        kind: 'ok',
      });
      expect(await agent()).toEqual(before);
      expect(await centre.happened()).toEqual(told);
    });

    it('lets as many go at once as may, counting who goes next, and frees places as they return', async () => {
      await centre.present(bob);
      await centre.talking(alice);
      expect(await centre.presence.takeBreak(alice, lunch({ atMost: 1 }))).toEqual({ kind: 'noted' });
      expect(await centre.presence.takeBreak(bob, lunch({ atMost: 1 }))).toEqual({ kind: 'full', taken: 1 });
      expect(await agent(bob)).toMatchObject({ presence: 'break', reason: null });
      expect(await centre.presence.placesTaken(['lunch', 'meeting'])).toEqual(
        new Map([
          ['lunch', 1],
          ['meeting', 0],
        ]),
      );
      // She thinks better of it: her place is free.
      await centre.acd.agentReady(alice, newOfferId());
      expect(await agent()).toMatchObject({ presence: 'ready', next: null });
      expect(await centre.presence.takeBreak(bob, lunch({ atMost: 1 }))).toEqual({ kind: 'ok' });
      await centre.presence.takeBreak(bob, aBreak('meeting'));
      expect(await centre.presence.takeBreak(alice, lunch({ atMost: 1 }))).toEqual({ kind: 'noted' });
    });

    it('gives the last place to one of two who ask at once', async () => {
      await centre.present(alice);
      await centre.present(bob);
      const asked = [alice, bob].map((id) => centre.presence.takeBreak(id, lunch({ atMost: 1 })));
      const kinds = (await Promise.all(asked)).map(({ kind }) => kind);
      expect(kinds.sort()).toEqual(['full', 'ok']);
    });

    it('gives places back at a log-out and when another session takes over a busy agent', async () => {
      await centre.present(alice);
      await centre.presence.takeBreak(alice, lunch());
      await centre.agents.logOut(alice, 'session-1001');
      expect((await centre.presence.placesTaken(['lunch'])).get('lunch')).toBe(0);
      const { call } = await centre.talking(bob);
      await centre.presence.takeBreak(bob, lunch());
      await centre.calls.end(call, hangUp);
      const elsewhere = { displayName: 'Bob', sessionId: 'other', sipUser: 'other', takeOver: true };
      await centre.agents.logIn({ agentId: bob, ...elsewhere });
      expect(await agent(bob)).toMatchObject({
        presence: 'break',
        reason: null,
        next: null,
        state: 'wrap-up',
      });
      expect((await centre.presence.placesTaken(['lunch'])).get('lunch')).toBe(0);
    });
  });

  it('stays on its break, with reason and beginning, when the agent takes himself over from elsewhere', async () => {
    await centre.present(alice);
    await centre.presence.takeBreak(alice, lunch({ maxMs: 60_000 }));
    const { presenceSince, breakUntil } = (await agent())!;
    centre.clock.ms += 1000;
    const elsewhere = { displayName: 'Alice', sessionId: 'other', sipUser: 'other', takeOver: true };
    await centre.agents.logIn({ agentId: alice, ...elsewhere });
    expect(await agent()).toMatchObject({ presence: 'break', reason: 'lunch', presenceSince, breakUntil });
  });

  describe('overdue-breaks', () => {
    it('tells once that a break is too long, whichever server looks', async () => {
      await centre.ready(alice);
      const since = centre.clock.ms;
      await centre.presence.takeBreak(alice, lunch({ maxMs: 60_000 }));
      centre.clock.ms += 59_999;
      expect(await centre.presence.tellOverdueBreaks()).toBe(0);
      centre.clock.ms += 1;
      const other = await testStores(connection, { prefix: centre.prefix, testClock: () => centre.clock.ms });
      const counts = await Promise.all([
        centre.presence.tellOverdueBreaks(),
        other.presence.tellOverdueBreaks(),
      ]);
      expect(counts.sort()).toEqual([0, 1]);
      expect(await toldOf('agent.break-overdue')).toEqual([
        { reason: 'lunch', since, until: since + 60_000 },
      ]);
      expect(await agent()).toMatchObject({ presence: 'break', breakUntil: since + 60_000 });
    });

    it('says nothing of who came back in time', async () => {
      await centre.ready(alice);
      await centre.presence.takeBreak(alice, lunch({ maxMs: 60_000 }));
      await centre.acd.agentReady(alice, newOfferId());
      centre.clock.ms += 120_000;
      expect(await centre.presence.tellOverdueBreaks()).toBe(0);
    });
  });

  describe('next presence', () => {
    it('is applied in the step that makes him idle, with the break beginning then', async () => {
      const { call } = await centre.talking(alice);
      expect(await centre.presence.takeBreak(alice, lunch({ maxMs: 60_000 }))).toEqual({ kind: 'noted' });
      const next = { presence: 'break', reason: 'lunch' };
      expect(await agent()).toMatchObject({ presence: 'ready', next, breakUntil: null });
      await centre.calls.end(call, hangUp);
      expect(await agent()).toMatchObject({ presence: 'ready', state: 'wrap-up', next });
      centre.clock.ms += 30_000;
      await centre.queued();
      expect(await centre.acd.advanceDeadlines([newOfferId()])).toMatchObject({
        wrapUpsEnded: [{ next: null }],
      });
      expect(await agent()).toMatchObject({
        ...next,
        next: null,
        state: 'idle',
        presenceSince: centre.clock.ms,
        breakUntil: centre.clock.ms + 60_000,
      });
    });

    it('chosen twice is told once, and choosing what he is takes it back', async () => {
      await centre.talking(alice);
      await centre.presence.takeBreak(alice, lunch());
      await centre.presence.takeBreak(alice, lunch());
      await centre.presence.takeBreak(alice, aBreak('meeting'));
      await centre.acd.agentReady(alice, newOfferId());
      await centre.acd.agentReady(alice, newOfferId());
      expect(await toldOf('agent.next-chosen')).toEqual([
        { presence: 'break', reason: 'lunch' },
        { presence: 'break', reason: 'meeting' },
        { presence: null, reason: null },
      ]);
      expect((await agent())?.next).toBeNull();
    });

    it('puts a ready agent behind those who waited while he was on break', async () => {
      await centre.present(alice);
      centre.clock.ms += 10;
      const id = await dialled(alice);
      await centre.acd.agentReady(alice, newOfferId());
      centre.clock.ms += 10;
      await centre.ready(bob);
      centre.clock.ms += 10;
      await centre.calls.end(id, { by: 'customer', cause: 'USER_BUSY', wrapUpMs: 0 });
      expect(await agent()).toMatchObject({ presence: 'ready', next: null });
      expect(await centre.offerOf(await centre.queued())).toMatchObject({ agentId: bob });
    });

    it('logs him out when he is done, and says that he had planned it', async () => {
      const { call } = await centre.talking(alice);
      expect(await centre.presence.logOutAfterwards(alice)).toBe('noted');
      expect(await centre.presence.logOutAfterwards(alice)).toBe('noted');
      await centre.calls.end(call, hangUp);
      const finish = { agentId: alice, callId: call, offerId: newOfferId() };
      expect(await centre.acd.finishWrapUp(finish)).toEqual({ kind: 'not-eligible' });
      expect(await agent()).toMatchObject({ presence: 'logged-out', sessionId: null, reachable: false });
      expect(await centre.agents.findBySipUser('s1001')).toBeNull();
      expect(await toldOf('agent.logged-out')).toEqual([{ sessionId: 'session-1001', by: 'planned' }]);
      expect(await centre.presence.logOutAfterwards(alice)).toBe('logged-out');
    });

    it('is nothing for who is idle, and gone after a log-out', async () => {
      await centre.ready(alice);
      expect(await centre.presence.logOutAfterwards(alice)).toBe('idle');
      const { call } = await centre.talking(alice);
      await centre.presence.takeBreak(alice, lunch());
      await centre.calls.end(call, hangUp);
      expect(await centre.agents.logOut(alice, 'session-1001')).toBe('ok');
      await centre.present(alice);
      expect(await agent()).toMatchObject({ presence: 'break', reason: null, next: null });
    });
  });

  it('of a login that expired ends with it, out of a wrap-up too, but not out of a call', async () => {
    const { call } = await centre.talking(alice);
    const expire = () => centre.agents.logOut(alice, 'session-1001', 'expired');
    expect(await expire()).toBe('on-call');
    await centre.calls.end(call, hangUp);
    expect(await expire()).toBe('ok');
    expect(await expire()).toBe('ok');
    expect(await agent()).toMatchObject({
      presence: 'logged-out',
      state: 'idle',
      lastLogOut: { sessionId: 'session-1001', by: 'expired' },
    });
    expect(await toldOf('agent.logged-out')).toEqual([{ sessionId: 'session-1001', by: 'expired' }]);
    expect((await toldOf('wrap-up.finished')).map(({ by }) => by)).toEqual(['expired']);
  });

  describe('offers let ring out', () => {
    it('are counted until he takes one; no number of them logs him out', async () => {
      const call = await centre.queued();
      await centre.present(alice);
      for (const inARow of [1, 2, 3, 4, 5]) {
        await centre.acd.agentReady(alice, newOfferId());
        centre.clock.ms += 20_000;
        await centre.acd.advanceDeadlines([newOfferId()]);
        expect(await agent()).toMatchObject({
          presence: 'not-responding',
          reason: 'missed',
          presenceSince: centre.clock.ms,
          missedInARow: inARow,
          sessionId: 'session-1001',
        });
      }
      expect((await toldOf('offer.missed')).map(({ inARow }) => inARow)).toEqual([1, 2, 3, 4, 5]);
      await centre.acd.agentReady(alice, newOfferId());
      await centre.acd.loseOffer(await centre.offerOf(call), 'declined', newOfferId());
      expect(await agent()).toMatchObject({ reason: 'declined', missedInARow: 5 });
      await centre.acd.agentReady(alice, newOfferId());
      await centre.accept(await centre.offerOf(call));
      expect((await agent())?.missedInARow).toBe(0);
    });
  });

  async function dialled(id: typeof alice, idleClock?: 'never' | 'talked' | 'always') {
    const call = await centre.dial(id, idleClock);
    expect((await agent(id))?.state).toBe('on-call');
    return call;
  }

  describe('dialled calls', () => {
    const failed = { by: 'customer', cause: 'USER_BUSY', sipStatus: 486, wrapUpMs: 30_000 } as const;

    it('that reach nobody leave a break a break, with its beginning', async () => {
      await centre.present(alice);
      await centre.presence.takeBreak(alice, lunch({ maxMs: 60_000 }));
      const before = await agent();
      const call = await dialled(alice);
      centre.clock.ms += 10_000;
      await centre.calls.end(call, failed);
      expect(await agent()).toEqual({ ...before, stateSince: centre.clock.ms });
    });

    it.each([
      ['never', false, false],
      ['talked', false, true],
      ['always', true, true],
    ] as const)(
      'restart the idle clock %s: failed %s, talked %s',
      async (idleClock, whenFailed, whenTalked) => {
        await centre.ready(alice);
        const idleSince = (await agent())!.idleSince;
        centre.clock.ms += 10;
        await centre.calls.end(await dialled(alice, idleClock), failed);
        expect((await agent())!.idleSince > idleSince).toBe(whenFailed);
        const before = (await agent())!.idleSince;
        centre.clock.ms += 10;
        const call = await dialled(alice, idleClock);
        await centre.calls.startTalk(call, []);
        await centre.calls.end(call, failed);
        expect((await agent())?.state).toBe('wrap-up');
        centre.clock.ms += 10;
        await centre.acd.finishWrapUp({ agentId: alice, callId: call, offerId: newOfferId() });
        expect((await agent())!.idleSince > before).toBe(whenTalked);
      },
    );

    it('that reach nobody bring back the wrap-up they were dialled out of, with the time it had left', async () => {
      const { call } = await centre.talking(alice);
      await centre.calls.end(call, hangUp);
      await centre.presence.prolongWrapUp({ agentId: alice, callId: call, nth: 1, times: 2, byMs: 60_000 });
      centre.clock.ms += 20_000;
      const second = await dialled(alice);
      centre.clock.ms += 500_000;
      await centre.calls.end(second, failed);
      const until = centre.clock.ms + 70_000;
      expect(await agent()).toMatchObject({
        state: 'wrap-up',
        callId: call,
        wrapUpUntil: until,
        prolonged: 1,
      });
      expect((await toldOf('wrap-up.started')).at(-1)).toEqual({ until, resumed: true });
      centre.clock.ms = until;
      expect(await centre.acd.advanceDeadlines([newOfferId()])).toMatchObject({
        wrapUpsEnded: [{ agentId: alice, callId: call }],
      });
      // The next one, dialled when idle, brings nothing back.
      await centre.calls.end(await dialled(alice), failed);
      expect((await agent())?.state).toBe('idle');
    });
  });
});
