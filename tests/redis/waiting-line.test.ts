import { randomUUID } from 'node:crypto';
import { callId, queueId, type CallId } from '../../server/contract/ids';
import type { RedisConnection } from '../../server/redis';
import { startTestRedis, type TestRedis } from '../support/redis';
import { requires } from '../support/requirements';
import { alice, aQueue, bob, carl, newOfferId, openCallCentre, type CallCentre } from './call-centre';

requires('redis')('who waits, moved by a supervisor', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  let centre: CallCentre;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  afterAll(() => redis.stop());
  beforeEach(async () => {
    centre = await openCallCentre(connection, [
      aQueue('general', [alice, bob]),
      aQueue('billing', [carl], { weightS: 30 }),
      aQueue('twin', [alice, bob]),
    ]);
  });
  afterEach(async () => {
    expect(await centre.acd.brokenInvariants()).toEqual([]);
  });

  const line = (queue = 'general') => centre.waiting.list(queueId(queue), 100);
  const move = (call: CallId, to: { queue?: string; toHead?: boolean }, requestId: string = randomUUID()) =>
    centre.waiting.move({
      callId: call,
      queueId: to.queue === undefined ? null : queueId(to.queue),
      toHead: to.toHead ?? false,
      ...{ requestId, isKeyAccount: false, by: 'susan', offerId: newOfferId() },
    });
  const three = async () => {
    const calls: CallId[] = [];
    for (let i = 0; i < 3; i++) {
      calls.push(await centre.queued());
      centre.clock.ms += 1000;
    }
    return calls as [CallId, CallId, CallId];
  };

  it('lists a queue first in line first, and no call of a queue that shares its lane', async () => {
    const [first, second, third] = await three();
    await centre.queued('twin');
    expect(await line()).toEqual([first, second, third]);
    expect(await centre.waiting.list(queueId('general'), 2)).toEqual([first, second]);
    expect(await line('billing')).toEqual([]);
  });

  it('puts the last one at the head', async () => {
    const [first, second, third] = await three();
    expect(await move(third, { toHead: true })).toEqual({ kind: 'moved', offers: [] });
    expect(await line()).toEqual([third, first, second]);
    // A second supervisor who wants the same does not pass those who were put there meanwhile.
    await move(second, { toHead: true });
    await move(third, { toHead: true });
    expect(await line()).toEqual([second, third, first]);
    await centre.present(alice);
    await centre.ready(alice);
    expect(await centre.offerOf(second)).toMatchObject({ agentId: alice });
  });

  it('gives one another queue, with the time it has waited', async () => {
    const [first, second] = await three();
    const since = (await centre.calls.get(second))?.queuedAt;
    await centre.queued('billing');
    expect(await move(second, { queue: 'billing' })).toEqual({ kind: 'moved', offers: [] });
    expect(await centre.calls.get(second)).toMatchObject({
      ...{ state: 'queued', queueId: 'billing', queuedAt: since },
    });
    expect((await line('billing'))[0]).toBe(second);
    expect(await line()).not.toContain(second);
    expect(await line()).toContain(first);
    const moved = (await centre.happened()).filter(({ type }) => type === 'call.moved');
    expect(moved).toMatchObject([
      { callId: second, queueId: 'billing', data: { fromQueueId: 'general', toHead: false, by: 'susan' } },
    ]);
  });

  it('rings who is ready there', async () => {
    await centre.ready(carl);
    const call = await centre.queued();
    const request = randomUUID();
    const moved = await move(call, { queue: 'billing' }, request);
    expect(moved).toMatchObject({ kind: 'moved', offers: [{ agentId: carl, callId: call }] });
    expect(await move(call, { queue: 'billing' }, request)).toMatchObject({ kind: 'repeated' });
    // Somebody has it, or it rings: it does not wait any more.
    expect(await move(call, { toHead: true })).toEqual({ kind: 'not-allowed', state: 'offered' });
  });

  it('the same request moves once', async () => {
    const [first, , third] = await three();
    const request = randomUUID();
    await move(third, { toHead: true }, request);
    expect(await move(third, { toHead: true }, request)).toEqual({ kind: 'repeated', offers: [] });
    expect(await line()).toEqual([third, first, expect.anything()]);
    expect((await centre.eventTypes()).filter((type) => type === 'call.moved')).toHaveLength(1);
  });

  it('not into a queue that does not exist, nor a caller who is gone', async () => {
    const [first] = await three();
    expect(await move(first, { queue: 'nowhere' })).toEqual({ kind: 'unknown-queue' });
    expect((await line())[0]).toBe(first);
    expect(await move(callId(randomUUID()), { toHead: true })).toEqual({ kind: 'gone' });
  });
});
