import { randomUUID } from 'node:crypto';
import { CallbackService } from '../../server/acd/callback.service';
import { CallEnding } from '../../server/calls/call-ending';
import type { Switch } from '../../server/calls/switch';
import { Switches } from '../../server/calls/switches';
import {
  callbackId,
  callId,
  customerId,
  legId,
  queueId,
  switchId,
  type CallbackId,
  type CallId,
} from '../../server/contract/ids';
import type { NewCall } from '../../server/calls/call-store';
import type { RedisConnection } from '../../server/redis';
import { requires } from '../support/requirements';
import { silentLogger, startTestRedis, type TestRedis } from '../support/redis';
import { alice, bob, newOfferId, openCallCentre, type CallCentre } from './call-centre';

const NUMBER = '13900000001';
const HOUR = 3_600_000;

requires('redis')('callbacks', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  beforeAll(async () => {
    redis = await startTestRedis();
    connection = await redis.connect();
  });
  afterAll(() => redis.stop());

  const request = (centre: CallCentre, ofCallId: CallId | null, number = NUMBER) =>
    centre.callbacks.request({
      ...{ callbackId: callbackId(randomUUID()), number, dialled: number, queueId: queueId('general') },
      ...{ topic: 'bill', customerId: customerId(randomUUID()), language: 'zh-CN', ofCallId },
      ...{ switchId: switchId('fs1'), withinMs: HOUR },
    });
  const attempt = (): NewCall => ({
    ...{ callId: callId(randomUUID()), direction: 'outbound', switchId: switchId('fs1') },
    ...{ customerLegId: legId(randomUUID()), callerNumber: '1000', callerName: '', dialedNumber: NUMBER },
    language: 'zh-CN',
  });
  /** What is due is put into its queue, as the service does it. */
  const start = async (centre: CallCentre) => {
    const call = attempt();
    const [due] = await centre.callbacks.due(10);
    if (!due) throw new Error('nothing is due');
    return { call, result: await centre.callbacks.start(due.callbackId, call, newOfferId()) };
  };
  const leave = (centre: CallCentre, call: CallId) =>
    centre.acd.leaveQueue(call, { why: 'callback', entry: 'left-queue' });
  /** Carol waited, and gave up waiting for a callback; others came after her. */
  const waitedAndLeft = async (centre: CallCentre) => {
    const carol = await centre.queued();
    centre.clock.ms += 1000;
    const later = await centre.queued();
    centre.clock.ms += 1000;
    expect(await leave(centre, carol)).toEqual({ kind: 'left', rescinded: [] });
    return { carol, later };
  };
  const eventsOf = async (centre: CallCentre, kind: string) =>
    (await centre.happened()).filter(({ type }) => type.startsWith(kind)).map(({ type }) => type);

  it('keep the place their caller had, though others came after him', async () => {
    const centre = await openCallCentre(connection);
    const { carol, later } = await waitedAndLeft(centre);
    expect(await centre.calls.get(carol)).toMatchObject({
      state: 'in-ivr',
      entry: { name: 'left-queue', variables: { why: 'callback' } },
    });
    expect(await request(centre, carol)).toMatchObject({ kind: 'accepted' });
    const { call, result } = await start(centre);
    expect(result).toEqual({ kind: 'waiting' });
    expect(await centre.acd.position(call.callId)).toBe(0);
    expect(await centre.acd.position(later)).toBe(1);
    await centre.ready(alice);
    expect((await centre.offerOf(call.callId)).agentId).toBe(alice);
  });

  it('stand where he would if he came now, when he had not waited', async () => {
    const centre = await openCallCentre(connection);
    const before = await centre.queued();
    centre.clock.ms += 1000;
    await request(centre, await centre.caller());
    const { call } = await start(centre);
    expect(await centre.acd.position(before)).toBe(0);
    expect(await centre.acd.position(call.callId)).toBe(1);
  });

  it('are one for a number, and queued once, whoever asks how often', async () => {
    const centre = await openCallCentre(connection);
    const asked = await Promise.all([request(centre, null), request(centre, null), request(centre, null)]);
    expect(asked.map(({ kind }) => kind).sort()).toEqual(['accepted', 'exists', 'exists']);
    const [due] = await centre.callbacks.due(10);
    const started = await Promise.all(
      [1, 2, 3].map(() => centre.callbacks.start(due!.callbackId, attempt(), newOfferId())),
    );
    expect(started.map(({ kind }) => kind).sort()).toEqual(['exists', 'exists', 'waiting']);
    expect(await centre.callbacks.due(10)).toEqual([]);
    expect(await centre.calls.list()).toHaveLength(1);
  });

  it('have the number dialled when an agent takes them, and are over when he is reached', async () => {
    const centre = await openCallCentre(connection);
    await centre.ready(alice);
    await request(centre, null);
    const { call } = await start(centre);
    expect(await centre.accept(await centre.offerOf(call.callId))).toBe('accepted');
    expect(await centre.calls.get(call.callId)).toMatchObject({
      state: 'dialing',
      agentId: alice,
      talkingAt: null,
    });
    expect((await centre.calls.startTalk(call.callId, [])).kind).toBe('moved');
    expect(await centre.calls.get(call.callId)).toMatchObject({ state: 'talking', callbackId: null });
    expect(await eventsOf(centre, 'callback.')).toEqual(['callback.requested', 'callback.done']);
    expect(await request(centre, null)).toMatchObject({ kind: 'accepted' });
  });

  it('are tried three times, five minutes apart, and then somebody has to see to them', async () => {
    const centre = await openCallCentre(connection);
    await centre.ready(alice);
    const { callbackId: id } = (await request(centre, null)) as { callbackId: CallbackId };
    for (let time = 1; time <= 3; time += 1) {
      const { call } = await start(centre);
      await centre.accept(await centre.offerOf(call.callId));
      await centre.calls.end(call.callId, { by: 'customer', cause: 'USER_BUSY', wrapUpMs: 0 });
      expect(await centre.agents.get(alice)).toMatchObject({ presence: 'ready', state: 'idle' });
      expect(await centre.callbacks.due(10)).toEqual([]);
      centre.clock.ms += 300_000;
    }
    expect(await eventsOf(centre, 'callback.')).toEqual([
      'callback.requested',
      'callback.failed',
      'callback.failed',
      'callback.given-up',
    ]);
    expect(await centre.callbacks.givenUp()).toMatchObject([{ callbackId: id, attempts: 3, topic: 'bill' }]);
    await centre.callbacks.forget(id);
    expect(await centre.callbacks.givenUp()).toEqual([]);
    expect(await centre.callbacks.isOpen(id)).toBe(false);
  });

  it('are queued again when nobody had dialled yet', async () => {
    const centre = await openCallCentre(connection);
    await request(centre, null);
    const { call } = await start(centre);
    await centre.calls.end(call.callId, { by: 'system', cause: 'LOST', wrapUpMs: 0 });
    expect(await eventsOf(centre, 'call.abandoned')).toEqual([]);
    expect((await start(centre)).result).toEqual({ kind: 'waiting' });
  });

  it('are cancelled when he calls himself, who has his place then', async () => {
    const centre = await openCallCentre(connection);
    const { carol, later } = await waitedAndLeft(centre);
    await request(centre, carol);
    const { call } = await start(centre);
    await centre.calls.end(carol, { by: 'customer', cause: 'NORMAL_CLEARING', wrapUpMs: 0 });
    const again = await centre.caller();
    expect(await centre.callbacks.cancel(NUMBER, again)).toBe(call.callId);
    await centre.calls.end(call.callId, { by: 'customer', cause: 'CALLED_BACK', wrapUpMs: 0 });
    expect(await centre.callbacks.due(10)).toEqual([]);
    await centre.enqueue(again);
    expect(await centre.acd.position(again)).toBe(0);
    expect(await centre.acd.position(later)).toBe(1);
  });

  it('go on when he calls in the moment in which he is called', async () => {
    const centre = await openCallCentre(connection);
    await centre.ready(alice);
    await request(centre, null);
    const { call } = await start(centre);
    await centre.accept(await centre.offerOf(call.callId));
    expect(await centre.callbacks.cancel(NUMBER, await centre.caller())).toBeNull();
    expect(await centre.calls.get(call.callId)).toMatchObject({ state: 'dialing' });
  });

  it('that are late are told of once', async () => {
    const centre = await openCallCentre(connection);
    await request(centre, null);
    await centre.callbacks.tellBreached(10);
    expect(await eventsOf(centre, 'callback.breached')).toEqual([]);
    centre.clock.ms += HOUR;
    await centre.callbacks.tellBreached(10);
    await centre.callbacks.tellBreached(10);
    expect(await eventsOf(centre, 'callback.breached')).toEqual(['callback.breached']);
  });

  describe('when the switch they were asked for on is away', () => {
    const serviceOf = (centre: CallCentre, up: ReadonlySet<string>) => {
      const switches = new Switches();
      for (const id of ['fs1', 'fs2'])
        switches.add({ id: switchId(id), isUp: () => up.has(id) } as Partial<Switch> as Switch);
      const ending = new CallEnding({
        ...{ calls: centre.calls, switches, wrapUpMs: () => 0, logger: silentLogger },
        onAgentFreed: () => Promise.resolve(),
      });
      return new CallbackService({
        ...{ callbacks: centre.callbacks, calls: centre.calls, switches, ending },
        settings: {
          ...{ newId: randomUUID, callerNumber: '1000', dialable: (number) => number, logger: silentLogger },
          ...{ numberKey: (number) => number, withinMs: () => HOUR, makeTask: () => Promise.resolve() },
          ring: () => Promise.resolve(),
        },
      });
    };

    it('wait as calls of another switch; with none they are due until one is there', async () => {
      const centre = await openCallCentre(connection);
      await request(centre, null);
      const up = new Set<string>();
      const service = serviceOf(centre, up);
      await service.tick();
      expect(await centre.calls.list()).toEqual([]);
      up.add('fs2');
      await service.tick();
      expect(await centre.calls.list()).toMatchObject([{ state: 'queued', switchId: 'fs2' }]);
    });
  });

  it('are shown while they are open, with since when he waits, whatever becomes of an attempt', async () => {
    const centre = await openCallCentre(connection);
    const { carol } = await waitedAndLeft(centre);
    const since = (await centre.calls.get(carol))?.queuedAt;
    centre.clock.ms += 5000;
    await request(centre, carol);
    centre.clock.ms += 1000;
    await request(centre, null, '13900000002');
    const shown = async () => (await centre.callbacks.open(10)).map(({ dialled }) => dialled);
    expect(await shown()).toEqual([NUMBER, '13900000002']);
    const [first, second] = await centre.callbacks.open(10);
    expect(first).toMatchObject({ waitingSince: since, requestedAt: (since ?? 0) + 7000 });
    expect(second?.waitingSince).toBe(second?.requestedAt);
    expect(await centre.callbacks.open(1)).toEqual([first]);
    const { call } = await start(centre);
    await centre.ready(alice);
    await centre.ready(bob);
    expect(await shown()).toHaveLength(2);
    await centre.accept(await centre.offerOf(call.callId));
    await centre.calls.startTalk(call.callId, []);
    expect(await shown()).toEqual(['13900000002']);
  });

  it('can be withdrawn by a supervisor until the number is called', async () => {
    const centre = await openCallCentre(connection);
    const { callbackId: id } = (await request(centre, null)) as { callbackId: CallbackId };
    const { call } = await start(centre);
    expect(await centre.callbacks.withdraw(id, 'dave')).toEqual({ kind: 'withdrawn', callId: call.callId });
    expect(await centre.callbacks.withdraw(id, 'dave')).toEqual({ kind: 'gone' });
    expect((await centre.happened()).at(-1)).toMatchObject({
      ...{ type: 'callback.cancelled', queueId: 'general' },
      data: { callbackId: id, because: 'withdrawn', by: 'dave' },
    });
    // Its call ends without another attempt being planned.
    await centre.calls.end(call.callId, { by: 'system', cause: 'WITHDRAWN', wrapUpMs: 0 });
    expect([await centre.callbacks.open(10), await centre.callbacks.due(10)]).toEqual([[], []]);
    // The number may be asked for again; this time an agent has it dialled.
    await centre.ready(alice);
    const { callbackId: next } = (await request(centre, null)) as { callbackId: CallbackId };
    const { call: attempted } = await start(centre);
    await centre.accept(await centre.offerOf(attempted.callId));
    expect(await centre.callbacks.withdraw(next, 'dave')).toEqual({ kind: 'under-way' });
  });

  it('that are given up are a task, and no longer to be withdrawn', async () => {
    const centre = await openCallCentre(connection);
    await centre.ready(alice);
    const { callbackId: id } = (await request(centre, null)) as { callbackId: CallbackId };
    for (let time = 1; time <= 3; time += 1) {
      const { call } = await start(centre);
      await centre.accept(await centre.offerOf(call.callId));
      await centre.calls.end(call.callId, { by: 'customer', cause: 'USER_BUSY', wrapUpMs: 0 });
      centre.clock.ms += 300_000;
    }
    expect(await centre.callbacks.open(10)).toEqual([]);
    expect(await centre.callbacks.withdraw(id, 'dave')).toEqual({ kind: 'gone' });
    expect(await centre.callbacks.givenUp()).toHaveLength(1);
  });

  describe('a waiting caller who leaves', () => {
    it('frees the agent whose phone rings for him, with his old idle time', async () => {
      const centre = await openCallCentre(connection);
      await centre.ready(alice);
      centre.clock.ms += 10;
      await centre.ready(bob);
      const call = await centre.queued();
      const offer = await centre.offerOf(call);
      expect(await leave(centre, call)).toMatchObject({
        kind: 'left',
        rescinded: [{ offerId: offer.offerId, agentId: alice }],
      });
      expect(await centre.agents.get(alice)).toMatchObject({ state: 'idle', offerId: null });
      const next = await centre.queued();
      expect((await centre.offerOf(next)).agentId).toBe(alice);
      expect(await centre.accept(offer)).toBe('stale');
    });

    it('has his place when the flow sends him to the same queue again', async () => {
      const centre = await openCallCentre(connection);
      const { carol, later } = await waitedAndLeft(centre);
      await centre.enqueue(carol);
      expect(await centre.acd.position(carol)).toBe(0);
      expect(await centre.acd.position(later)).toBe(1);
    });

    it('cannot leave twice, nor after he was answered', async () => {
      const centre = await openCallCentre(connection);
      const { carol } = await waitedAndLeft(centre);
      expect(await leave(centre, carol)).toEqual({ kind: 'not-allowed', state: 'in-ivr' });
      const other = await openCallCentre(connection);
      const { call } = await other.talking(alice);
      expect(await leave(other, call)).toMatchObject({ kind: 'not-allowed' });
    });
  });
});
