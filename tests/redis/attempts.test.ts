import { randomUUID } from 'node:crypto';
import {
  attemptId,
  callId,
  campaignId,
  contactId,
  legId,
  queueId,
  switchId,
} from '../../server/contract/ids';
import { notHeard, type Verdict } from '../../server/outbound/amd/verdict';
import type { DialLimits, NewAttempt } from '../../server/outbound/attempt-store';
import type { RedisConnection } from '../../server/redis';
import { startTestRedis, type TestRedis } from '../support/redis';
import { requires } from '../support/requirements';
import { alice, openCallCentre } from './call-centre';

const limits = (over: Partial<DialLimits> = {}): DialLimits => ({
  ...{ perSecond: 5, perSecondOfAll: 8, atOnce: 50, atOnceOfAll: 100 },
  ...over,
});

const attempt = (campaign = 'one'): NewAttempt => ({
  ...{
    attemptId: attemptId(randomUUID()),
    campaignId: campaignId(campaign),
    contactId: contactId(randomUUID()),
  },
  ...{ callId: callId(randomUUID()), customerLegId: legId(randomUUID()), switchId: switchId('fs1') },
  ...{ direction: 'outbound', callerNumber: '1000', callerName: '', dialedNumber: '13900000001' },
  ...{ language: 'zh-CN', customerId: null, packId: 'outbound' },
  entry: { name: 'arrears', variables: { amount: '3850' } },
});

const times = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

requires('redis')('calls of campaigns', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  afterAll(() => redis.stop());

  it('begin once, ring, are reached once, and tell how they ended', async () => {
    const { acd, attempts, calls } = await openCallCentre(connection);
    const one = attempt();
    expect(await attempts.start(one, limits())).toEqual({ kind: 'started' });
    expect(await attempts.start(one, limits())).toEqual({ kind: 'exists' });
    expect(await calls.get(one.callId)).toMatchObject({
      ...{ state: 'dialing', agentId: null, packId: 'outbound', entry: one.entry },
      attempt: { attemptId: one.attemptId, campaignId: 'one', contactId: one.contactId },
    });
    for (const whose of [one.campaignId, null])
      expect(await attempts.inProgress(whose)).toEqual([one.callId]);
    expect(await acd.brokenInvariants()).toEqual([]);
    expect(await attempts.reach(one.callId)).toEqual({ kind: 'moved', from: 'dialing' });
    expect(await attempts.reach(one.callId)).toEqual({ kind: 'not-allowed', state: 'in-ivr' });
    const end = { by: 'customer' as const, cause: 'NORMAL_CLEARING', wrapUpMs: 0 };
    expect((await calls.end(one.callId, end)).kind).toBe('ended');
    expect(await attempts.inProgress(one.campaignId)).toEqual([]);
    expect(await acd.brokenInvariants()).toEqual([]);
  });

  it('never begin more in a second, by one campaign or by all, than they may', async () => {
    const { attempts, clock } = await openCallCentre(connection);
    const started = async (campaign: string, most: DialLimits) => {
      const results = await Promise.all(times(10).map(() => attempts.start(attempt(campaign), most)));
      return results.filter(({ kind }) => kind === 'started').length;
    };
    expect(await started('one', limits())).toBe(5);
    expect(await started('two', limits())).toBe(3);
    expect(await attempts.start(attempt(), limits())).toEqual({ kind: 'limit', which: 'per-second' });
    clock.ms += 1000;
    expect(await started('one', limits({ atOnce: 7 }))).toBe(2);
    expect(await attempts.start(attempt(), limits({ atOnce: 7 }))).toEqual({
      kind: 'limit',
      which: 'at-once',
    });
    expect(await attempts.start(attempt('two'), limits({ atOnceOfAll: 10 }))).toEqual({
      ...{ kind: 'limit', which: 'at-once' },
    });
  });

  it('do not begin once they were annulled, and are not annulled once they have begun', async () => {
    const { attempts } = await openCallCentre(connection);
    const late = attempt();
    expect(await attempts.annul(late.attemptId, late.callId)).toBe('annulled');
    expect(await attempts.start(late, limits())).toEqual({ kind: 'void' });
    const begun = attempt();
    await attempts.start(begun, limits());
    expect(await attempts.annul(begun.attemptId, begun.callId)).toBe('exists');
  });

  it('on trial stop with their campaign, and are not among its calls', async () => {
    const { acd, attempts } = await openCallCentre(connection);
    const test = attempt('one.test');
    expect((await attempts.start(test, limits())).kind).toBe('started');
    expect(await attempts.inProgress(campaignId('one'))).toEqual([]);
    expect(await attempts.inProgress(null)).toEqual([test.callId]);
    expect(await acd.brokenInvariants()).toEqual([]);
    expect(await attempts.stop(campaignId('one'), 'admin')).toEqual([test.callId]);
    expect(await attempts.start(attempt('one.test'), limits())).toEqual({ kind: 'stopped' });
    expect((await attempts.start(attempt('two.test'), limits())).kind).toBe('started');
    expect(await attempts.stopped()).toEqual(['one']);
  });

  it('are listened to first where that is wanted, and it is said once what was heard', async () => {
    const { acd, attempts, calls, events } = await openCallCentre(connection);
    const one = { ...attempt(), detection: { machineHears: 'message' } };
    const gone = { ...attempt(), detection: { machineHears: null } };
    for (const each of [one, gone]) {
      await attempts.start(each, limits());
      await attempts.reach(each.callId);
    }
    const listened = await calls.get(one.callId);
    expect(listened?.attempt).toMatchObject({
      isListenedTo: true,
      isMachine: false,
      detection: one.detection,
    });
    const verdict: Verdict = { ...notHeard, answerer: 'machine', reason: 'beep', atMs: 2400, toneHz: 1000 };
    const facts = { attempt: one, callId: one.callId, verdict, entry: 'message', goesOn: true };
    expect(await attempts.heard(facts)).toBe('heard');
    expect(await attempts.heard({ ...facts, verdict: notHeard })).toBe('not-listened-to');
    expect(await calls.get(one.callId)).toMatchObject({
      ...{ attempt: { isListenedTo: true, isMachine: true } },
      entry: { name: 'message', variables: { amount: '3850' } },
    });
    await calls.patch(one.callId, { listeningAt: null }, []);
    expect((await calls.get(one.callId))?.attempt).toMatchObject({ isListenedTo: false, isMachine: true });
    for (const { callId: id } of [one, gone])
      await calls.end(id, { by: 'customer', cause: 'NORMAL_CLEARING', wrapUpMs: 0 });
    expect(await attempts.heard({ ...facts, attempt: gone, callId: gone.callId })).toBe('gone');
    const all = await events.readAfter('0-0', 1000);
    expect(all.filter(({ type }) => type === 'attempt.heard').map(({ data }) => data)).toEqual([
      {
        ...{ attemptId: one.attemptId, campaignId: one.campaignId, contactId: one.contactId },
        ...verdict,
      },
    ]);
    const ended = all.filter(({ type }) => type === 'attempt.ended').map(({ data }) => data);
    expect(ended).toMatchObject([
      { attemptId: one.attemptId, answerer: 'machine', listened: true },
      { attemptId: gone.attemptId, unheard: true, listened: true },
    ]);
    expect(ended[0]).not.toHaveProperty('unheard');
    expect(await acd.brokenInvariants()).toEqual([]);
  });

  it('are withdrawn only while they ring, and their end says so', async () => {
    const { attempts, calls, events } = await openCallCentre(connection);
    const [rings, answered] = [attempt(), attempt()];
    for (const each of [rings, answered]) await attempts.start(each, limits());
    await attempts.reach(answered.callId);
    expect(await attempts.withdraw(answered.callId)).toBe('not-ringing');
    expect(await attempts.withdraw(rings.callId)).toBe('withdrawn');
    expect(await attempts.withdraw(rings.callId)).toBe('withdrawn');
    expect((await calls.get(rings.callId))?.attempt?.isWithdrawn).toBe(true);
    for (const { callId: id } of [rings, answered])
      await calls.end(id, { by: 'system', cause: 'ORIGINATOR_CANCEL', wrapUpMs: 0 });
    const ended = (await events.readAfter('0-0', 1000)).filter(({ type }) => type === 'attempt.ended');
    expect(ended.map(({ data }) => data['withdrawn'])).toEqual([true, false]);
  });

  it('do not begin while dialling is stopped, and who is asked gets those that ring', async () => {
    const { attempts } = await openCallCentre(connection);
    const [rings, answered, other] = [attempt(), attempt(), attempt('two')];
    for (const each of [rings, answered, other]) await attempts.start(each, limits());
    await attempts.reach(answered.callId);
    expect(await attempts.stop(campaignId('one'), 'admin')).toEqual([rings.callId]);
    expect(await attempts.start(attempt(), limits())).toEqual({ kind: 'stopped' });
    expect((await attempts.start(attempt('two'), limits())).kind).toBe('started');
    expect(await attempts.stop(null, 'admin')).toHaveLength(3);
    expect(await attempts.start(attempt('two'), limits())).toEqual({ kind: 'stopped' });
    expect([...(await attempts.stopped())].sort()).toEqual(['one', null].sort());
    await attempts.resume(null, 'admin');
    await attempts.resume(campaignId('one'), 'admin');
    expect((await attempts.start(attempt(), limits())).kind).toBe('started');
  });

  it('that an agent makes take him, and have not begun while his own phone is not up', async () => {
    const centre = await openCallCentre(connection);
    const { acd, agents, attempts, calls } = centre;
    await centre.ready(alice);
    const byAlice = (): NewAttempt => ({
      ...attempt(),
      agent: {
        ...{ agentId: alice, agentLegId: legId(randomUUID()), queueId: queueId('general') },
        ...{ ringS: 20, idleClock: 'talked' },
      },
    });
    const [first, second] = [byAlice(), byAlice()];
    const started = await Promise.all([first, second].map((each) => attempts.start(each, limits())));
    expect(started).toEqual([{ kind: 'started' }, { kind: 'agent-busy', state: 'on-call' }]);
    expect(await calls.get(first.callId)).toMatchObject({
      ...{ state: 'dialing', agentId: alice, queueId: null },
      attempt: { queueId: 'general', ringS: 20 },
    });
    expect(await acd.brokenInvariants()).toEqual([]);
    await calls.end(first.callId, { by: 'agent', cause: 'NO_ANSWER', wrapUpMs: 0 });
    expect((await agents.get(alice))?.state).toBe('idle');
    const third = byAlice();
    await attempts.start(third, limits());
    await calls.patch(third.callId, { awaitsAgent: null }, []);
    await calls.end(third.callId, { by: 'customer', cause: 'USER_BUSY', sipStatus: 486, wrapUpMs: 0 });
    const ended = (await centre.happened())
      .filter(({ type }) => type === 'attempt.ended')
      .map(({ data }) => data);
    expect(ended.map((data) => data['notBegun'] ?? false)).toEqual([true, false]);
    await attempts.stop(null, 'admin');
    expect(await attempts.start(byAlice(), limits())).toEqual({ kind: 'stopped' });
    expect((await agents.get(alice))?.state).toBe('idle');
    expect(await acd.brokenInvariants()).toEqual([]);
  });
});
