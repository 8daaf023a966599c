import { ALICE, CallRoomsBench } from '../support/call-rooms';
import { PROMPT_HERTZ } from '../support/call-server';
import { BOB, Colleague } from '../support/colleague';
import { eventually } from '../support/eventually';
import { onEachSwitch } from '../support/each-switch';
import { MUSIC_HERTZ } from '../support/switch-under-test';

onEachSwitch(['redis'], 'a queue that rings everybody, and says something to who waits', (kind) => {
  const bench = new CallRoomsBench(kind);
  let bob: Colleague;
  beforeAll(async () => {
    const agents = [ALICE, BOB];
    bench.queue = { agents, strategy: 'ring-all', steps: [{ afterS: 2, announce: 3 }] };
    await bench.open();
    bob = await Colleague.join(bench);
  }, 60_000);
  afterAll(async () => {
    bob.close();
    await bench.close();
  }, 30_000);
  afterEach(async () => {
    await bench.rooms.actions.setPresence(ALICE, { presence: 'break', reason: null });
    await bench.sweep();
    await bob.rest();
    bench.alice.behaviours.clear();
  });

  const bothRing = async () => {
    bench.alice.behaviours.set('1001', 'ring');
    bob.phone.behaviours.set('1002', 'ring');
    const carol = await bench.callerInMenu();
    await bench.rooms.actions.setPresence(ALICE, { presence: 'ready' });
    await bob.ready();
    await carol.call.press('0');
    const alices = await eventually('Alice’s phone is called', () =>
      bench.alice.calls.findLast((one) => !one.ended),
    );
    return { ...carol, alices, bobs: await bob.call() };
  };

  it('both phones ring; who answers has the caller, and the other is free and has missed nothing', async () => {
    const { callId, alices, bobs } = await bothRing();
    bobs.pickUp();
    bobs.speak();
    await bench.state(callId, 'talking');
    await bench.bridged(callId, 'agent', 'customer');
    expect(await bench.call(callId)).toMatchObject({ agentId: BOB });
    await eventually('Alice’s phone is silent', () => alices.ended);
    expect(await bench.stores.agents.get(ALICE)).toMatchObject({ presence: 'ready', state: 'idle' });
    expect((await bench.eventTypes(callId)).filter((type) => type === 'offer.made')).toHaveLength(2);
  });

  it('a caller who gives up silences both', async () => {
    const { call, alices, bobs } = await bothRing();
    await call.hangUp();
    await eventually('both phones are silent', () => alices.ended && bobs.ended);
    for (const agent of [ALICE, BOB])
      expect(await bench.stores.agents.get(agent)).toMatchObject({ presence: 'ready', state: 'idle' });
  });

  it('who waits hears what the step says, over music that goes on, and keeps his place', async () => {
    const { call, callId } = await bench.callerInMenu();
    await call.press('0');
    await bench.hears(call, MUSIC_HERTZ);
    const { queuedAt } = await bench.state(callId, 'queued');
    await bench.hears(call, PROMPT_HERTZ.notReached);
    await bench.hears(call, MUSIC_HERTZ);
    expect(await bench.eventTypes(callId)).toContain('call.step-reached');
    expect(await bench.call(callId)).toMatchObject({ state: 'queued', queuedAt });
    await call.hangUp();
  });
});
