import { randomUUID } from 'node:crypto';
import type { CallId } from '../../server/contract/ids';
import { ALICE, CALLER_HERTZ, CallRoomsBench } from '../support/call-rooms';
import { BOB, Colleague } from '../support/colleague';
import { eventually } from '../support/eventually';
import { onEachSwitch } from '../support/each-switch';
import { MUSIC_HERTZ } from '../support/switch-under-test';

onEachSwitch(['redis'], 'a parked caller', (kind) => {
  const bench = new CallRoomsBench(kind);
  let bob: Colleague;
  beforeAll(async () => {
    bench.queue = { agents: [ALICE, BOB], offerTimeoutS: 3, recording: 'always' };
    await bench.open();
    bob = await Colleague.join(bench);
  }, 60_000);
  afterAll(async () => {
    bob.close();
    await bench.close();
  }, 30_000);
  afterEach(async () => {
    bench.queue = { agents: [ALICE, BOB], offerTimeoutS: 3, recording: 'always' };
    await bob.allAtRest();
  });
  const desk = () => bench.rooms.parkingDesk;
  const park = (callId: CallId, requestId: string = randomUUID()) => desk().park(ALICE, callId, requestId);
  const pickUp = (callId: CallId) => desk().pickUp({ agentId: BOB, isSupervisor: false }, callId);
  const happened = async (callId: CallId, type: string) =>
    (await bench.stores.events.readAfter('0-0', 10_000)).filter(
      (event) => event.callId === callId && event.type === type,
    );

  it('hears music, is seen by his colleagues, and talks with whoever picks him up, all on one recording', async () => {
    const { call, callId, agentCall } = await bench.talk();
    const requestId = randomUUID();
    await Promise.all([park(callId, requestId), park(callId, requestId)]);
    await bench.hears(call, MUSIC_HERTZ);
    await eventually('Alice’s leg is over', () => agentCall.ended);
    expect(await bench.agentState()).toBe('idle');
    expect(await desk().listFor({ agentId: BOB, isSupervisor: false })).toMatchObject([
      { callId, slot: 1, parkedBy: { agentId: ALICE, displayName: 'Alice' } },
    ]);
    await Promise.all([pickUp(callId), pickUp(callId)]);
    await bench.state(callId, 'talking');
    await bench.bridged(callId, 'agent', 'customer');
    expect(await bench.call(callId)).toMatchObject({ agentId: BOB, recording: { state: 'on' } });
    // The embedded switch's agents are heard as silence here: tests/support/browser-relay.ts.
    if (kind === 'freeswitch') await bench.hears(await bob.call(), CALLER_HERTZ);
    await expect(desk().pickUp({ agentId: ALICE, isSupervisor: false }, callId)).rejects.toMatchObject({
      code: 'already-picked-up',
    });
    expect(bob.phone.calls.filter((one) => !one.ended)).toHaveLength(1);
    await call.hangUp();
    await eventually(
      'its recording is kept',
      async () => (await happened(callId, 'call.recording-finished')).length === 1,
    );
    expect(await happened(callId, 'call.recording-started')).toHaveLength(1);
    expect(await happened(callId, 'call.parked')).toHaveLength(1);
    expect(await happened(callId, 'call.unparked')).toMatchObject([
      { agentId: BOB, data: { slot: 1, why: 'picked-up' } },
    ]);
  });

  it('whom nobody picks up rings who parked him, and they talk on', async () => {
    bench.queue = { ...bench.queue, parkS: 5 };
    const { call, callId } = await bench.talk();
    await bench.rooms.actions.setPresence(ALICE, { presence: 'ready' });
    await park(callId);
    await bench.hears(call, MUSIC_HERTZ);
    await bench.state(callId, 'talking');
    await bench.bridged(callId, 'agent', 'customer');
    expect(await bench.call(callId)).toMatchObject({ agentId: ALICE });
    expect(await happened(callId, 'call.unparked')).toMatchObject([{ data: { why: 'rung-back' } }]);
    await bench.rooms.actions.setPresence(ALICE, { presence: 'break', reason: null });
    await call.hangUp();
  });

  it('whom nobody picks up is at the head of his queue when who parked him is away', async () => {
    bench.queue = { ...bench.queue, parkS: 5 };
    const { call, callId } = await bench.talk();
    await park(callId);
    await bench.state(callId, 'queued');
    await bench.hears(call, MUSIC_HERTZ);
    expect(await happened(callId, 'call.unparked')).toMatchObject([{ data: { why: 'nobody-there' } }]);
    await bob.ready();
    await bench.state(callId, 'talking');
    await bench.bridged(callId, 'agent', 'customer');
    await call.hangUp();
  });

  it('who hangs up is on the record as parked', async () => {
    const { call, callId } = await bench.talk();
    await park(callId);
    await bench.hears(call, MUSIC_HERTZ);
    await call.hangUp();
    await bench.state(callId, 'ended');
    expect(await happened(callId, 'call.unparked')).toMatchObject([{ data: { why: 'caller-left' } }]);
    expect(await desk().listFor({ agentId: BOB, isSupervisor: true })).toEqual([]);
    await expect(pickUp(callId)).rejects.toMatchObject({ code: 'call-ended' });
  });

  it('is picked up while who picks him up lets it fail: at the head of his queue, never lost', async () => {
    const { call, callId } = await bench.talk();
    await park(callId);
    bob.phone.behaviours.set('1002', 486);
    await pickUp(callId);
    await bench.state(callId, 'queued');
    await bench.hears(call, MUSIC_HERTZ);
    await call.hangUp();
  });

  it('outlives the server: the next one plays his music, and he can be picked up', async () => {
    const { call, callId } = await bench.talk();
    await park(callId);
    await bench.killServer();
    await bench.startServer();
    await bench.hears(call, MUSIC_HERTZ);
    expect(await bench.call(callId)).toMatchObject({ state: 'parked', parked: { slot: 1 } });
    await pickUp(callId);
    await bench.state(callId, 'talking');
    await bench.bridged(callId, 'agent', 'customer');
    await call.hangUp();
  });
});
