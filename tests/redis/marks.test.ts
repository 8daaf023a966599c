import { randomUUID } from 'node:crypto';
import {
  attemptId,
  callId,
  campaignId,
  contactId,
  legId,
  switchId,
  type CallId,
} from '../../server/contract/ids';
import type { RedisConnection } from '../../server/redis';
import { startTestRedis, type TestRedis } from '../support/redis';
import { requires } from '../support/requirements';
import { alice, aQueue, bob, newOfferId, openCallCentre, type CallCentre } from './call-centre';

const limits = { perSecond: 5, perSecondOfAll: 8, atOnce: 50, atOnceOfAll: 100 };
const hangUp = { by: 'customer', cause: 'NORMAL_CLEARING', wrapUpMs: 30_000 } as const;

requires('redis')('marks by agents', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  let centre: CallCentre;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  beforeEach(async () => {
    const strict = aQueue('general', [alice, bob], { dispositionRequired: true });
    centre = await openCallCentre(connection, [strict]);
  });
  afterAll(() => redis.stop());

  /** A contact whom a campaign called, and who is put through to the agent. */
  const reached = async (): Promise<CallId> => {
    const id = callId(randomUUID());
    await centre.attempts.start(
      {
        ...{ attemptId: attemptId(randomUUID()), campaignId: campaignId('one') },
        ...{ contactId: contactId(randomUUID()), callId: id, customerLegId: legId(randomUUID()) },
        ...{ switchId: switchId('fs1'), direction: 'outbound', callerNumber: '1000', callerName: '' },
        ...{ dialedNumber: '13900000001', language: 'zh-CN', customerId: null, packId: 'outbound' },
        entry: { name: 'arrears', variables: {} },
      },
      limits,
    );
    await centre.attempts.reach(id);
    await centre.ready(alice);
    await centre.enqueue(id);
    return id;
  };
  const mark = (id: CallId, said: string, date: string | null = null, agent = alice) =>
    centre.attempts.mark({ callId: id, agentId: agent, mark: said, date });
  const told = async () =>
    (await centre.happened()).filter(({ type }) => type === 'attempt.marked').map(({ data }) => data);

  it('are said in the talk and in the wrap-up, told once each, and changed until it is over', async () => {
    const id = await reached();
    expect(await mark(id, 'promised', '2026-12-15')).toBe('not-his');
    await centre.accept(await centre.offerOf(id));
    expect(await mark(id, 'promised', '2026-12-15', bob)).toBe('not-his');
    expect(await mark(id, 'promised', '2026-12-15')).toBe('marked');
    expect(await mark(id, 'promised', '2026-12-15')).toBe('marked');
    expect((await centre.calls.get(id))?.marked).toEqual({ mark: 'promised', date: '2026-12-15' });
    await centre.calls.end(id, hangUp);
    expect(await mark(id, 'refuses')).toBe('marked');
    expect((await centre.calls.get(id))?.marked).toEqual({ mark: 'refuses', date: null });
    expect(await told()).toEqual([{ mark: 'promised', date: '2026-12-15' }, { mark: 'refuses' }]);
    expect(await centre.acd.finishWrapUp({ agentId: alice, callId: id, offerId: newOfferId() })).toEqual({
      kind: 'idle',
    });
    expect(await mark(id, 'promised', '2026-12-16')).toBe('not-his');
    expect(await told()).toHaveLength(2);
  });

  it('stand for the disposition their queue requires', async () => {
    const id = await reached();
    await centre.accept(await centre.offerOf(id));
    await centre.calls.end(id, hangUp);
    const finish = () => centre.acd.finishWrapUp({ agentId: alice, callId: id, offerId: newOfferId() });
    expect(await finish()).toEqual({ kind: 'disposition-missing' });
    await mark(id, 'refuses');
    expect(await finish()).toEqual({ kind: 'idle' });
  });

  it('are of campaigns’ calls', async () => {
    const { call } = await centre.talking(alice);
    expect(await mark(call, 'promised')).toBe('no-attempt');
    expect(await mark(callId(randomUUID()), 'promised')).toBe('gone');
  });
});
