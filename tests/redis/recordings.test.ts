import { randomUUID } from 'node:crypto';
import type { AgentId, CallId } from '../../server/contract/ids';
import type { RedisConnection } from '../../server/redis';
import { requires } from '../support/requirements';
import { startTestRedis, type TestRedis } from '../support/redis';
import { alice, aQueue, bob, newOfferId, openCallCentre, type CallCentre } from './call-centre';

requires('redis')('recordings of talks', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  afterAll(() => redis.stop());

  const start = (centre: CallCentre, call: CallId, id: string, agentId: AgentId = alice) =>
    centre.recordings.start({ callId: call, recordingId: id, agentId, by: 'rule' });
  const change = (
    centre: CallCentre,
    call: CallId,
    to: 'on' | 'paused' | 'stopped',
    agentId: AgentId | null = alice,
  ) => centre.recordings.change({ callId: call, agentId, to, by: agentId === null ? 'next-agent' : 'agent' });
  const said = async (centre: CallCentre) =>
    (await centre.happened()).filter(({ type }) => type.startsWith('call.recording'));

  it('begin once, with the id that stands with the call', async () => {
    const centre = await openCallCentre(connection);
    const { call } = await centre.talking(alice);
    const id = randomUUID();
    expect(await start(centre, call, id)).toEqual({ kind: 'started', recordingId: id });
    expect(await start(centre, call, randomUUID())).toEqual({ kind: 'exists' });
    expect((await centre.calls.get(call))?.recording).toEqual({
      recordingId: id,
      state: 'on',
      startedAt: centre.clock.ms,
      pausedAt: null,
    });
    expect(await said(centre)).toMatchObject([
      { type: 'call.recording-started', agentId: alice, data: { recordingId: id, by: 'rule' } },
    ]);
  });

  it('are for the agent who has the call, while he has it', async () => {
    const centre = await openCallCentre(connection);
    const { call } = await centre.talking(alice);
    expect(await start(centre, call, randomUUID(), bob)).toEqual({ kind: 'not-allowed' });
    expect(await change(centre, call, 'paused')).toEqual({ kind: 'not-recording' });
    await start(centre, call, randomUUID());
    expect(await change(centre, call, 'paused', bob)).toEqual({ kind: 'not-allowed' });
    await centre.calls.end(call, { by: 'customer', cause: 'NORMAL_CLEARING', wrapUpMs: 0 });
    expect(await change(centre, call, 'paused')).toEqual({ kind: 'gone' });
    expect(await start(centre, call, randomUUID())).toEqual({ kind: 'gone' });
  });

  it('are paused and go on, each told once', async () => {
    const centre = await openCallCentre(connection);
    const { call } = await centre.talking(alice);
    const id = randomUUID();
    await start(centre, call, id);
    centre.clock.ms += 5000;
    expect(await change(centre, call, 'paused')).toEqual({ kind: 'changed', recordingId: id });
    expect(await change(centre, call, 'paused')).toEqual({ kind: 'repeated' });
    expect((await centre.calls.get(call))?.recording).toMatchObject({
      state: 'paused',
      pausedAt: centre.clock.ms,
    });
    await centre.calls.hold(call, alice);
    expect(await change(centre, call, 'on')).toEqual({ kind: 'changed', recordingId: id });
    expect((await centre.calls.get(call))?.recording).toMatchObject({ state: 'on', pausedAt: null });
    expect((await said(centre)).map(({ type, agentId, data }) => [type, agentId, data['by']])).toEqual([
      ['call.recording-started', alice, 'rule'],
      ['call.recording-paused', alice, 'agent'],
      ['call.recording-resumed', alice, 'agent'],
    ]);
  });

  it('outlive a transfer, pause and all, and the next agent may go on with them', async () => {
    const centre = await openCallCentre(connection);
    await centre.present(bob);
    const { call } = await centre.talking(alice);
    await start(centre, call, randomUUID());
    await change(centre, call, 'paused');
    await centre.transfers.toQueue({
      ...{ callId: call, agentId: alice, queueId: 'general' as never, isKeyAccount: false },
      ...{ requestId: randomUUID(), wrapUpMs: 30_000, offerId: newOfferId() },
    });
    expect((await centre.calls.get(call))?.recording?.state).toBe('paused');
    expect(await change(centre, call, 'on', null)).toMatchObject({ kind: 'changed' });
    expect((await said(centre)).at(-1)).toMatchObject({
      type: 'call.recording-resumed',
      data: { by: 'next-agent' },
    });
  });

  it('stop where the caller goes back into the flow', async () => {
    const centre = await openCallCentre(connection);
    const { call } = await centre.talking(alice);
    await start(centre, call, randomUUID());
    const entry = { name: 'afterTalk', variables: {} };
    await centre.calls.returnToFlow(call, { agentId: alice, entry, wrapUpMs: 0 });
    expect((await centre.calls.get(call))?.recording?.state).toBe('stopped');
    expect((await centre.eventTypes()).slice(-4)).toContain('call.recording-stopped');
  });

  it('stop where a queue gives up a caller who was handed to it', async () => {
    const centre = await openCallCentre(connection, [aQueue('general', [alice])]);
    const { call } = await centre.talking(alice);
    await start(centre, call, randomUUID());
    await centre.transfers.toQueue({
      ...{ callId: call, agentId: alice, queueId: 'general' as never, isKeyAccount: false },
      ...{ requestId: randomUUID(), wrapUpMs: 30_000, offerId: newOfferId() },
    });
    expect((await centre.calls.get(call))?.recording?.state).toBe('on');
    await centre.acd.leaveQueue(call, { why: 'too-long', entry: 'left' });
    expect((await centre.calls.get(call))?.recording?.state).toBe('stopped');
  });

  it('tell how long they are once, also after the call, and nothing of what is none of theirs', async () => {
    const centre = await openCallCentre(connection);
    const { call } = await centre.talking(alice);
    const [first, second] = [randomUUID(), randomUUID()];
    await start(centre, call, first);
    await change(centre, call, 'stopped');
    await start(centre, call, second);
    await centre.calls.end(call, { by: 'customer', cause: 'NORMAL_CLEARING', wrapUpMs: 0 });
    const finish = (id: string, ms: number) =>
      centre.recordings.finish({ callId: call }, id, { ms, fault: null });
    expect(await finish(randomUUID(), 100)).toBe('unknown');
    expect(await finish(second, 4000)).toBe('finished');
    expect(await finish(first, 3000)).toBe('finished');
    expect(await finish(first, 3000)).toBe('unknown');
    expect((await said(centre)).slice(-2).map(({ data }) => data)).toEqual([
      { recordingId: second, ms: 4000 },
      { recordingId: first, ms: 3000 },
    ]);
  });

  it('that fail are said to, and can be begun again', async () => {
    const centre = await openCallCentre(connection);
    const { call } = await centre.talking(alice);
    const [first, second] = [randomUUID(), randomUUID()];
    await start(centre, call, first);
    expect(await centre.recordings.finish({ callId: call }, first, { ms: 0, fault: 'not-started' })).toBe(
      'failed',
    );
    expect((await centre.calls.get(call))?.recording?.state).toBe('failed');
    expect((await said(centre)).slice(1)).toMatchObject([
      { type: 'call.recording-failed', data: { recordingId: first, reason: 'not-started' } },
    ]);
    expect(await start(centre, call, second)).toMatchObject({ kind: 'started' });
  });
});
