import type { CallId } from '../../server/contract/ids';
import { asking } from '../support/asking';
import { ALICE, CallRoomsBench } from '../support/call-rooms';
import { BOB, Colleague } from '../support/colleague';
import { eventually } from '../support/eventually';
import { onEachSwitch } from '../support/each-switch';
import { MUSIC_HERTZ } from '../support/switch-under-test';

const quality = {
  ...{ seconds: 9, mos: 4.1, worstMos: 3.9, lossPercent: 0.2, jitterMs: 3.5, roundTripMs: 40 },
  warnings: [],
};

onEachSwitch(['redis'], 'a call to a colleague', (kind) => {
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

  const actions = () => bench.rooms.actions;
  const dial = () => actions().dial(ALICE, { number: BOB, customerId: null });
  /** Alice, on a break, dials Bob's number; his phone rings. */
  const called = async () => {
    bob.phone.behaviours.set('1002', 'ring');
    await bob.ready();
    const { callId } = await dial();
    return { callId, bobs: await bob.call(), alices: await alicesCall() };
  };
  const alicesCall = () =>
    eventually('Alice’s phone is in a call', () => bench.alice.calls.findLast((one) => !one.ended));
  const talking = async () => {
    const all = await called();
    all.bobs.pickUp();
    all.bobs.speak();
    await bench.state(all.callId, 'talking');
    await bench.bridged(all.callId, 'agent', 'customer');
    return all;
  };
  const over = async (callId: CallId) => {
    await bench.state(callId, 'ended');
    await eventually('Bob is idle', async () => (await bob.state()) === 'idle');
    expect(await bench.agentState()).toBe('idle');
  };
  const bobIs = async () => (await bench.stores.agents.get(BOB))?.presence;

  it('brings the two together, without a caller, and owes nobody a wrap-up', async () => {
    const { callId, bobs, alices } = await talking();
    expect((await actions().desk(BOB)).call).toMatchObject({
      ...{ direction: 'internal', state: 'talking', askedBy: { agentId: ALICE, displayName: 'Alice' } },
    });
    expect((await actions().desk(ALICE)).call).toMatchObject({
      ...{ direction: 'internal', consult: { colleague: { agentId: BOB, displayName: 'Bob' } } },
    });
    if (kind !== 'embedded') await bench.hears(bobs, 1000);
    await actions().hangUp(ALICE, callId);
    await over(callId);
    await actions().reportQuality(BOB, callId, quality);
    expect(await bench.eventTypes(callId)).toContain('call.quality-measured');
    await eventually('both legs are over', () => bobs.ended && alices.ended);
    expect(await bobIs()).toBe('ready');
    expect(await bench.eventTypes(callId)).not.toContain('wrap-up.started');
  });

  it('ends when the colleague hangs up, at his phone or at his desk', async () => {
    const first = await talking();
    await first.bobs.hangUp();
    await over(first.callId);
    const second = await talking();
    await actions().hangUp(BOB, second.callId);
    await over(second.callId);
    await eventually('his leg is over', () => second.bobs.ended);
    // A second click.
    await actions().hangUp(BOB, second.callId);
  });

  it('is declined by phone or desk, and he is as ready as before', async () => {
    const first = await called();
    first.bobs.refuse(486);
    await over(first.callId);
    const second = await called();
    await actions().hangUp(BOB, second.callId);
    await over(second.callId);
    expect(await bobIs()).toBe('ready');
    expect(await bench.eventTypes(second.callId)).toContain('call.dial-failed');
  });

  it('that is taken back while it rings leaves him as ready as before', async () => {
    const { callId, bobs } = await called();
    await actions().hangUp(ALICE, callId);
    await over(callId);
    await eventually('his phone does not ring', () => bobs.ended);
    expect(await bobIs()).toBe('ready');
  });

  // The embedded switch hears nothing of Alice here (tests/support/browser-relay.ts), and ends her leg before he has rung out.
  if (kind !== 'embedded')
    it('that is let ring out leaves him not responding', async () => {
      const { callId } = await called();
      await eventually('nobody answers', async () => (await bench.call(callId))?.state === 'ended', 30_000);
      await over(callId);
      expect(await bobIs()).toBe('not-responding');
    });

  it('is held and resumed by who called; there is no caller to park, transfer, ask about or record', async () => {
    const { callId, bobs } = await talking();
    await actions().hold(ALICE, callId);
    await bench.state(callId, 'held');
    if (kind !== 'embedded') await bench.hears(bobs, MUSIC_HERTZ);
    await actions().resume(ALICE, callId);
    await bench.bridged(callId, 'agent', 'customer');
    const conflict = { code: 'conflict' };
    const toQueue = asking({ kind: 'queue', queueId: 'general' });
    await expect(actions().transfer(ALICE, callId, toQueue)).rejects.toMatchObject(conflict);
    await expect(actions().consult(ALICE, callId, toQueue)).rejects.toMatchObject(conflict);
    await expect(bench.rooms.parking.park(ALICE, callId, 'r')).rejects.toMatchObject(conflict);
    await expect(actions().changeRecording(ALICE, callId, 'start')).rejects.toMatchObject(conflict);
    expect(await bench.call(callId)).toMatchObject({ state: 'talking' });
    await actions().hangUp(ALICE, callId);
    await over(callId);
  });

  it('is refused with what the colleague is, and a second call with that he is in one', async () => {
    await expect(dial()).rejects.toMatchObject({ code: 'colleague-busy', details: { state: 'break' } });
    const { callId } = await talking();
    await expect(dial()).rejects.toMatchObject({ code: 'agent-busy' });
    await actions().hangUp(ALICE, callId);
    await over(callId);
  });

  const missed = async (callId: CallId) => (await bench.call(callId))?.awayAgentId ?? null;
  const bobIsMissed = (callId: CallId) =>
    eventually('Bob is missed', async () => (await missed(callId)) === BOB);

  it('has the colleague back when his phone is there again, on a leg of his own', async () => {
    const { callId, bobs } = await talking();
    const before = (await bench.call(callId))?.customerLegId;
    await bob.leaves();
    await bobIsMissed(callId);
    expect((await actions().desk(ALICE)).call).toMatchObject({ state: 'talking', awaySince: null });
    expect((await actions().desk(ALICE)).call?.otherAwaySince).toEqual(expect.any(Number));
    await expect(actions().hold(ALICE, callId)).rejects.toMatchObject({ code: 'conflict' });
    bob.phone.behaviours.clear();
    await bob.returns();
    await eventually('Bob is back', async () => (await missed(callId)) === null);
    await bench.bridged(callId, 'agent', 'customer');
    await eventually('his former leg is over', () => bobs.ended);
    const now = await bench.call(callId);
    expect(now).toMatchObject({ state: 'talking', farParty: { agentId: BOB, legId: now?.customerLegId } });
    expect(now?.customerLegId).not.toBe(before);
    await (await bob.call()).hangUp();
    await over(callId);
  });

  it('ends when the colleague stays away, or when nobody is left in it', async () => {
    const first = await talking();
    await bob.leaves();
    await bobIsMissed(first.callId);
    await over(first.callId);
    expect(await bench.eventTypes(first.callId)).not.toContain('call.agent-back');
    await bob.returns();
    const second = await talking();
    await bob.leaves();
    await bobIsMissed(second.callId);
    await bench.unregisterAlice();
    await over(second.callId);
    await bob.returns();
    await bench.registerAlice();
  });

  it('ends when who is left hangs up, and the phone that was to bring the colleague back with it', async () => {
    const { callId } = await talking();
    await bob.leaves();
    await bobIsMissed(callId);
    const before = bob.phone.calls.length;
    await bob.returns();
    const back = await eventually('it rings for his coming back', () => bob.phone.calls[before]);
    await actions().hangUp(ALICE, callId);
    await over(callId);
    if (!back.ended) back.pickUp();
    await eventually('that call is over', () => back.ended);
  });

  it('goes on after the server’s death, and ends in it when he hung up meanwhile', async () => {
    const { callId, bobs } = await talking();
    await bench.killServer();
    await bench.startServer();
    await bench.bridged(callId, 'agent', 'customer');
    expect(await bench.call(callId)).toMatchObject({ state: 'talking', agentId: ALICE });
    await bench.killServer();
    await bobs.hangUp();
    await bench.startServer();
    await over(callId);
  });

  it('has the colleague back after the server’s death, when his phone returned meanwhile', async () => {
    const { callId } = await talking();
    await bob.leaves();
    await bobIsMissed(callId);
    await bench.killServer();
    bob.phone.behaviours.clear();
    await bob.signsOn();
    await bench.startServer();
    await eventually('Bob is back', async () => (await missed(callId)) === null);
    await bench.bridged(callId, 'agent', 'customer');
    await actions().hangUp(ALICE, callId);
    await over(callId);
  });

  it('is rung by the next server when one dies before the colleague is called', async () => {
    bob.phone.behaviours.set('1002', 'ring');
    await bob.ready();
    bench.alice.behaviours.set('1001', 'ring');
    const { callId } = await dial();
    const alices = await alicesCall();
    await bench.killServer();
    bench.alice.behaviours.clear();
    alices.pickUp();
    alices.speak();
    await bench.startServer();
    const bobs = await bob.call();
    bobs.pickUp();
    bobs.speak();
    await bench.bridged(callId, 'agent', 'customer');
    await actions().hangUp(ALICE, callId);
    await over(callId);
  });
});
