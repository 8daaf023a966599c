import type { RedisConnection } from '../../server/redis';
import { startTestRedis, type TestRedis } from '../support/redis';
import { requires } from '../support/requirements';
import { alice, aQueue, bob, compiled, newOfferId, openCallCentre, type CallCentre } from './call-centre';

const hangUp = { by: 'customer', cause: 'NORMAL_CLEARING', wrapUpMs: 30_000 } as const;

requires('redis')('wrap-up', () => {
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

  describe('prolong-wrap-up', () => {
    const prolong = (call: Parameters<typeof centre.calls.get>[0], nth: number) =>
      centre.presence.prolongWrapUp({ agentId: alice, callId: call, nth, times: 2, byMs: 60_000 });

    it('moves the deadline, once per click, as often as the queue allows', async () => {
      const { call } = await centre.talking(alice);
      expect(await prolong(call, 1)).toEqual({ kind: 'stale' });
      await centre.calls.end(call, hangUp);
      const until = centre.clock.ms + 30_000;
      const clicks = await Promise.all([prolong(call, 1), prolong(call, 1)]);
      expect(clicks).toEqual([
        { kind: 'ok', until: until + 60_000 },
        { kind: 'ok', until: until + 60_000 },
      ]);
      expect(await prolong(call, 3)).toEqual({ kind: 'used-up' });
      expect(await prolong(call, 2)).toEqual({ kind: 'ok', until: until + 120_000 });
      expect(await agent()).toMatchObject({ wrapUpUntil: until + 120_000, prolonged: 2 });
      expect(await toldOf('wrap-up.prolonged')).toEqual([
        { until: until + 60_000, times: 1, byMs: 60_000 },
        { until: until + 120_000, times: 2, byMs: 60_000 },
      ]);
      centre.clock.ms = until + 119_999;
      expect((await centre.acd.advanceDeadlines([newOfferId()])).wrapUpsEnded).toEqual([]);
      centre.clock.ms += 1;
      expect((await centre.acd.advanceDeadlines([newOfferId()])).wrapUpsEnded).toHaveLength(1);
      expect(await prolong(call, 2)).toEqual({ kind: 'stale' });
      expect((await agent())?.prolonged).toBe(0);
    });
  });

  describe('a queue that wants to know how its calls went', () => {
    const said = { agentId: alice, dispositionCode: 'resolved', note: '' };
    beforeEach(async () => {
      const strict = aQueue('general', [alice, bob], { dispositionRequired: true });
      await centre.acd.applyQueues(compiled([strict]));
    });

    it('lets a wrap-up be finished, dialled out of or logged out of only then', async () => {
      const { call } = await centre.talking(alice);
      await centre.calls.end(call, hangUp);
      const finish = () => centre.acd.finishWrapUp({ agentId: alice, callId: call, offerId: newOfferId() });
      expect(await finish()).toEqual({ kind: 'disposition-missing' });
      expect(await centre.agents.logOut(alice, 'session-1001')).toBe('disposition-missing');
      await expect(centre.dial(alice)).rejects.toThrow('disposition-missing');
      expect((await agent())?.state).toBe('wrap-up');
      // What another agent said of it is not his word.
      await centre.presence.setDisposition({ ...said, callId: call, agentId: bob });
      expect(await finish()).toEqual({ kind: 'disposition-missing' });
      expect(await centre.presence.setDisposition({ ...said, callId: call })).toBe('ok');
      expect(await finish()).toEqual({ kind: 'idle' });
      expect(await toldOf('wrap-up.finished')).toEqual([{ by: 'agent', dispositionCode: 'resolved' }]);
    });

    it('has the deadline end it all the same, and told so', async () => {
      const { call } = await centre.talking(alice);
      await centre.calls.end(call, hangUp);
      centre.clock.ms += 30_000;
      await centre.acd.advanceDeadlines([newOfferId()]);
      expect(await toldOf('wrap-up.finished')).toEqual([
        { by: 'deadline', dispositionCode: null, dispositionMissing: true },
      ]);
    });

    it('cannot be told of a call that nobody knows any more', async () => {
      const nobody = { ...said, callId: (await centre.caller()).replace(/^./, 'x') as never };
      expect(await centre.presence.setDisposition(nobody)).toBe('gone');
    });
  });
});
