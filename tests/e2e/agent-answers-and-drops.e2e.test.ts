import type { CallId } from '../../server/contract/ids';
import { ALICE, CallRoomsBench } from '../support/call-rooms';
import { onEachSwitch } from '../support/each-switch';
import { eventually } from '../support/eventually';

/** The room's music. */
const MUSIC_HERTZ = 330;

onEachSwitch(['redis'], 'the agent answers and hangs up', (kind) => {
  const bench = new CallRoomsBench(kind);
  beforeAll(() => bench.open(), 60_000);
  afterAll(() => bench.close(), 30_000);

  const ready = () => bench.rooms.actions.setPresence(ALICE, { presence: 'ready' });
  const isParked = async (callId: CallId) =>
    (await bench.switch.snapshot()).legs.some(
      ({ tag, answered, parked }) => tag?.role === 'agent' && tag.callId === callId && answered && parked,
    );
  const ringing = () =>
    eventually('Alice’s phone rings', () => bench.alice.calls.findLast((one) => !one.ended));

  it.each([
    ['as soon as she has answered', false],
    ['when the switch has told that she answered', true],
  ])('before the two are bridged, %s: the caller is offered on in his place', async (_when, isTold) => {
    bench.alice.behaviours.set('1001', 'ring');
    const { call, callId } = await bench.callerInMenu();
    await ready();
    await call.press('0');
    const dropped = await ringing();
    const queuedAt = (await bench.call(callId))?.queuedAt;
    // So that the answer is acted upon when the leg is gone already.
    bench.freezeStores();
    try {
      dropped.pickUp();
      await eventually('the answer is taken', () => dropped.acknowledged);
      if (isTold) await eventually('her leg is parked', () => isParked(callId));
      await dropped.hangUp();
      await eventually('her leg is gone', async () => (await bench.switch.snapshot()).legs.length === 1);
    } finally {
      bench.thawStores();
    }
    expect(await bench.state(callId, 'queued')).toMatchObject({ queuedAt, agentId: null });
    expect(await bench.stores.agents.get(ALICE)).toMatchObject({
      ...{ state: 'idle', presence: 'not-responding', reachable: true },
    });
    await bench.hears(call, MUSIC_HERTZ);

    await ready();
    const talk = await ringing();
    talk.pickUp();
    talk.speak();
    await bench.bridged(callId, 'agent', 'customer');
    await eventually(
      'they have heard each other',
      async () => (await bench.call(callId))?.heardLegId === (await bench.call(callId))?.agentLegId,
    );
    if (isTold) expect(await bench.eventTypes(callId)).toContain('call.agent-lost');
    // Now it is a talk, and her hanging up ends it.
    await talk.hangUp();
    await eventually('the caller is released', () => call.ended);
    await bench.quiet();
  });
});
