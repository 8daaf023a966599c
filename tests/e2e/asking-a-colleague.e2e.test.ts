import type { CallId } from '../../server/contract/ids';
import type { HandOverTarget } from '../../server/contract/hand-over';
import { asking } from '../support/asking';
import { ALICE, CALLER_HERTZ, CallRoomsBench } from '../support/call-rooms';
import { BOB, Colleague } from '../support/colleague';
import { eventually } from '../support/eventually';
import { onEachSwitch } from '../support/each-switch';
import { MUSIC_HERTZ } from '../support/switch-under-test';

onEachSwitch(['redis'], 'a colleague who is asked', (kind) => {
  const bench = new CallRoomsBench(kind);
  let bob: Colleague;
  beforeAll(async () => {
    bench.queue = { agents: [ALICE, BOB], offerTimeoutS: 5 };
    await bench.open();
    bob = await Colleague.join(bench);
  }, 60_000);
  afterAll(async () => {
    bob.close();
    await bench.close();
  }, 30_000);
  afterEach(() => bob.allAtRest());

  const toBob: HandOverTarget = { kind: 'agent', agentId: BOB };
  /** Alice talks with Carol and asks; Bob's phone rings. */
  const asked = async (to: HandOverTarget = toBob) => {
    bob.phone.behaviours.set('1002', 'ring');
    const talk = await bench.talk();
    await bob.ready();
    await bench.rooms.actions.consult(ALICE, talk.callId, asking(to));
    return { ...talk, bobs: await bob.call() };
  };
  const talked = async (to: HandOverTarget = toBob) => {
    const all = await asked(to);
    all.bobs.pickUp();
    all.bobs.speak();
    await bench.bridged(all.callId, 'agent', 'far-party');
    return all;
  };
  const backAgain = async (callId: CallId) => {
    await bench.state(callId, 'talking');
    await bench.bridged(callId, 'agent', 'customer');
    expect(await bench.call(callId)).toMatchObject({ agentId: ALICE });
  };
  const bobIs = async (wanted: { readonly state: string; readonly presence: string }) => {
    await eventually('Bob is free', async () => (await bob.state()) === wanted.state);
    expect(await bench.stores.agents.get(BOB)).toMatchObject(wanted);
  };
  const free = { state: 'idle', presence: 'ready' };

  it('has the caller when he is left to him, and who asked wraps up', async () => {
    const { call, callId, agentCall, bobs } = await talked();
    await bench.hears(call, MUSIC_HERTZ);
    const desk = await bench.rooms.actions.desk(BOB);
    expect(desk.call).toMatchObject({
      state: 'consulting',
      askedBy: { agentId: ALICE, displayName: 'Alice' },
    });
    await bench.rooms.actions.completeConsult(ALICE, callId);
    await bench.bridged(callId, 'agent', 'customer');
    if (kind !== 'embedded') await bench.hears(bobs, CALLER_HERTZ);
    expect(await bench.call(callId)).toMatchObject({ state: 'talking', agentId: BOB, lastAgentId: ALICE });
    await eventually('Alice’s leg is over', () => agentCall.ended);
    expect(await bench.agentState()).toBe('wrap-up');
    await bench.rooms.actions.hold(BOB, callId);
    await bench.hears(call, MUSIC_HERTZ);
    await bench.rooms.actions.resume(BOB, callId);
    await bench.bridged(callId, 'agent', 'customer');
    await call.hangUp();
    await eventually('Bob wraps up', async () => (await bob.state()) === 'wrap-up');
  });

  it('is free without a wrap-up when he is not needed any more', async () => {
    const { call, callId, bobs } = await talked();
    await bench.rooms.actions.cancelConsult(ALICE, callId);
    await backAgain(callId);
    await eventually('Bob’s leg is over', () => bobs.ended);
    await bobIs(free);
    await call.hangUp();
  });

  it('of a queue is whom it would choose now, and hears music while the agent turns to the caller', async () => {
    const { call, callId, bobs } = await talked({ kind: 'queue', queueId: 'general' });
    await bench.rooms.actions.swapConsult(ALICE, callId, { talkTo: 'caller' });
    await bench.bridged(callId, 'agent', 'customer');
    // The embedded switch's agents are heard as silence here: tests/support/browser-relay.ts.
    if (kind !== 'embedded') await bench.hears(bobs, MUSIC_HERTZ);
    await bench.rooms.actions.completeConsult(ALICE, callId);
    await bench.bridged(callId, 'agent', 'customer');
    expect(await bench.call(callId)).toMatchObject({ agentId: BOB });
    await call.hangUp();
  });

  it('of a queue is nobody while nobody is ready', async () => {
    const { call, callId } = await bench.talk();
    await expect(
      bench.rooms.actions.consult(ALICE, callId, asking({ kind: 'queue', queueId: 'general' })),
    ).rejects.toMatchObject({ code: 'nobody-ready' });
    await expect(bench.rooms.actions.consult(ALICE, callId, asking(toBob))).rejects.toMatchObject({
      ...{ code: 'colleague-busy', details: { state: 'break' } },
    });
    await bench.bridged(callId, 'agent', 'customer');
    await call.hangUp();
  });

  it('who does not answer is not responding, and the two talk on', async () => {
    const { call, callId, bobs } = await asked();
    await backAgain(callId);
    await eventually('Bob’s phone does not ring', () => bobs.ended);
    await bobIs({ state: 'idle', presence: 'not-responding' });
    expect((await bench.call(callId))?.farParty).toMatchObject({ state: 'failed', failure: 'NO_ANSWER' });
    await call.hangUp();
  });

  it('declines by his phone or at his desk, and is as ready as before', async () => {
    const { call, callId, bobs } = await asked();
    bobs.refuse(486);
    await backAgain(callId);
    await bobIs(free);
    await bench.rooms.actions.consult(ALICE, callId, asking(toBob));
    const second = await bob.call();
    await bench.rooms.actions.hangUp(BOB, callId);
    await backAgain(callId);
    await eventually('Bob’s phone does not ring', () => second.ended);
    await bobIs(free);
    await call.hangUp();
  });

  it('hangs up when he has said what he knows, and the two talk on', async () => {
    const { call, callId, bobs } = await talked();
    await bobs.hangUp();
    await backAgain(callId);
    await bobIs(free);
    await call.hangUp();
  });

  it.each([
    ['rings', asked, free],
    ['talks', talked, free],
  ] as const)('is free again when the caller hangs up while he %s', async (_what, begin, becomes) => {
    const { call, callId, bobs } = await begin();
    await call.hangUp();
    await bench.state(callId, 'ended');
    await eventually('Bob’s leg is over', () => bobs.ended);
    await bobIs(becomes);
    expect(await bench.agentState()).toBe('wrap-up');
  });

  it('whose phone is gone is asked no more; who asked talks on with the caller', async () => {
    const { call, callId } = await talked();
    await bob.leaves();
    await backAgain(callId);
    await eventually('Bob is idle', async () => (await bob.state()) === 'idle');
    await bob.returns();
    await call.hangUp();
  });

  it('is offered the caller when the agent who asked is gone', async () => {
    const { call, callId, agentCall, bobs } = await talked();
    await agentCall.hangUp();
    await eventually('Bob’s leg is over', () => bobs.ended);
    const again = await bob.call();
    expect(await bench.call(callId)).toMatchObject({ state: 'offered', agentId: BOB });
    again.pickUp();
    again.speak();
    await bench.bridged(callId, 'agent', 'customer');
    await call.hangUp();
    await bench.registerAlice();
  });

  it('is free again when his phone ends while no server is there, and stays asked when it does not', async () => {
    const { call, callId, bobs } = await talked();
    await bench.killServer();
    await bench.startServer();
    await bench.bridged(callId, 'agent', 'far-party');
    expect(await bench.call(callId)).toMatchObject({ state: 'consulting', farParty: { agentId: BOB } });
    await bench.killServer();
    await bobs.hangUp();
    await bench.startServer();
    await backAgain(callId);
    await bobIs(free);
    await call.hangUp();
  });
});
