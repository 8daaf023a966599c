import { randomUUID } from 'node:crypto';
import { ALICE, CallRoomsBench } from '../support/call-rooms';
import { BOB, Colleague } from '../support/colleague';
import { eventually } from '../support/eventually';
import { onEachSwitch } from '../support/each-switch';
import { MUSIC_HERTZ } from '../support/switch-under-test';

onEachSwitch(['redis'], 'a caller who waits for an agent in a talk', (kind) => {
  const bench = new CallRoomsBench(kind);
  let bob: Colleague;
  beforeAll(async () => {
    bench.queue = { agents: [ALICE, BOB], callWaiting: { then: 'notify', forS: 30 } };
    await bench.open();
    bob = await Colleague.join(bench);
  }, 60_000);
  afterAll(async () => {
    bob.close();
    await bench.close();
  }, 30_000);
  afterEach(() => bob.allAtRest());
  const rooms = () => bench.rooms;

  /** Bob talks with the first caller, Alice with the second, whom she hands to him. */
  async function waiting() {
    const first = await bench.callerInMenu();
    await bob.ready();
    await first.call.press('0');
    await bench.state(first.callId, 'talking');
    await bench.bridged(first.callId, 'agent', 'customer');
    const second = await bench.talk();
    await rooms().actions.transfer(ALICE, second.callId, {
      ...{ requestId: randomUUID(), to: { kind: 'agent', agentId: BOB } },
    });
    await bench.hears(second.call, MUSIC_HERTZ);
    return { first, second };
  }

  it('is on his desk; he takes him at once, and his first caller is parked', async () => {
    const { first, second } = await waiting();
    expect((await rooms().actions.desk(BOB)).waiting).toMatchObject([{ callId: second.callId }]);
    const requestId = randomUUID();
    await Promise.all([1, 2].map(() => rooms().callWaiting.take(BOB, second.callId, requestId)));
    await bench.state(first.callId, 'parked');
    await bench.hears(first.call, MUSIC_HERTZ);
    await bench.state(second.callId, 'talking');
    await bench.bridged(second.callId, 'agent', 'customer');
    expect(await bench.call(second.callId)).toMatchObject({ agentId: BOB });
    expect(bob.phone.calls.filter((one) => !one.ended)).toHaveLength(1);
    await second.call.hangUp();
    await first.call.hangUp();
  });

  it('is somebody else’s when he leaves him to others', async () => {
    const { first, second } = await waiting();
    await rooms().actions.finishWrapUp(ALICE);
    await rooms().actions.setPresence(ALICE, { presence: 'ready' });
    await rooms().callWaiting.refuse(BOB, second.callId);
    await bench.state(second.callId, 'talking');
    await bench.bridged(second.callId, 'agent', 'customer');
    expect(await bench.call(second.callId)).toMatchObject({ agentId: ALICE });
    await rooms().actions.setPresence(ALICE, { presence: 'break', reason: null });
    await eventually(
      'nobody waits for him',
      async () => (await rooms().actions.desk(BOB)).waiting.length === 0,
    );
    await second.call.hangUp();
    await first.call.hangUp();
  });
});
