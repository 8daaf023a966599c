import { PROMPT_HERTZ } from '../support/call-server';
import { ALICE, CallRoomsBench } from '../support/call-rooms';
import { eventually } from '../support/eventually';
import { onEachSwitch } from '../support/each-switch';

jest.setTimeout(90_000);

/** Carol's own number: in a callback the far phone is hers. */
const CAROL = '13800000001';

onEachSwitch(['redis'], 'a caller who waits', (kind) => {
  const bench = new CallRoomsBench(kind);
  beforeAll(() => bench.open(), 90_000);
  afterAll(() => bench.close(), 30_000);
  afterEach(async () => {
    bench.queue = {};
    try {
      await bench.quiet();
    } catch (error) {
      await bench.sweep();
      throw error;
    }
  });

  const waiting = async () => {
    const { call, callId } = await bench.callerInMenu();
    await call.press('0');
    await bench.state(callId, 'queued');
    await bench.hears(call, 330);
    return { call, callId };
  };
  const callbackWaits = () =>
    eventually('the callback waits', async () =>
      (await bench.stores.calls.list()).find((one) => one.callbackId !== null && one.state === 'queued'),
    );
  /** Carol asks to be called back, and is gone. */
  const askedForCallback = async () => {
    bench.queue = { leaveKeys: { '1': 'callback' } };
    const { call, callId } = await waiting();
    await call.press('1');
    await bench.hears(call, PROMPT_HERTZ.noted);
    await eventually('her call is over', () => call.ended);
    return { callId, callback: await callbackWaits() };
  };

  it('is called back when it is her turn: an agent takes it, her phone rings, they talk', async () => {
    const { callId, callback } = await askedForCallback();
    expect(callback).toMatchObject({ direction: 'outbound', dialedNumber: CAROL });
    await bench.rooms.actions.setPresence(ALICE, { presence: 'ready' });
    await bench.state(callback.callId, 'talking');
    await bench.rooms.actions.setPresence(ALICE, { presence: 'break', reason: null });
    const her = await bench.farCall();
    expect(her.dialed).toBe(CAROL);
    await bench.bridged(callback.callId, 'agent', 'customer');
    expect(await bench.eventTypes(callId)).toEqual(
      expect.arrayContaining(['call.left-queue', 'callback.requested', 'call.ended']),
    );
    expect(await bench.eventTypes(callback.callId)).toEqual(
      expect.arrayContaining(['call.queued', 'offer.accepted', 'callback.done', 'call.talking']),
    );
    await her.hangUp();
  });

  it('is tried again later when she is busy, and the agent is as ready as before', async () => {
    bench.far.behaviours.set(CAROL, 486);
    const { callback } = await askedForCallback();
    await bench.rooms.actions.setPresence(ALICE, { presence: 'ready' });
    await bench.state(callback.callId, 'ended');
    expect(await bench.eventTypes(callback.callId)).toContain('callback.failed');
    await eventually('Alice is idle again', async () => (await bench.agentState()) === 'idle');
    expect(await bench.stores.agents.get(ALICE)).toMatchObject({ presence: 'ready' });
    expect(await bench.stores.callbacks.isOpen(callback.callbackId!)).toBe(true);
    await bench.rooms.actions.setPresence(ALICE, { presence: 'break', reason: null });
    await bench.stores.callbacks.cancel(CAROL, callback.callId);
  });

  it('takes her place herself when she calls before that', async () => {
    bench.far.behaviours.clear();
    const before = await bench.stores.calls.list();
    expect(before).toEqual([]);
    const { callback } = await askedForCallback();
    const { call, callId } = await waiting();
    await eventually(
      'the callback is over',
      async () => (await bench.call(callback.callId))?.state === 'ended',
    );
    expect(await bench.stores.acd.position(callId)).toBe(0);
    expect(await bench.eventTypes(callId)).toContain('callback.cancelled');
    await call.hangUp();
  });

  it('goes back into the flow when she has waited as long as anybody may', async () => {
    bench.queue = { maxWaitS: 10 };
    const { call, callId } = await waiting();
    await bench.hears(call, PROMPT_HERTZ.notReached);
    expect(await bench.call(callId)).toMatchObject({ state: 'in-ivr', queueId: 'general' });
    await call.hangUp();
  });

  it('keeps waiting through the death of a server, and so does a callback', async () => {
    const { callback } = await askedForCallback();
    await bench.killServer();
    await bench.startServer();
    expect(await bench.call(callback.callId)).toMatchObject({ state: 'queued' });
    await bench.rooms.actions.setPresence(ALICE, { presence: 'ready' });
    await bench.state(callback.callId, 'talking');
    await bench.rooms.actions.setPresence(ALICE, { presence: 'break', reason: null });
    const her = await bench.farCall();
    await bench.bridged(callback.callId, 'agent', 'customer');
    await her.hangUp();
  });
});
