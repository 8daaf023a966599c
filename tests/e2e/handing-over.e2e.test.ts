import { randomUUID } from 'node:crypto';
import type { CallId } from '../../server/contract/ids';
import type { HandOverTarget } from '../../server/contract/hand-over';
import { ALICE, CallRoomsBench, FAR_HERTZ } from '../support/call-rooms';
import { FAR_NUMBER } from '../support/call-server';
import { BOB, Colleague } from '../support/colleague';
import { eventually } from '../support/eventually';
import { onEachSwitch } from '../support/each-switch';
import { askingNumber } from '../support/asking';

onEachSwitch(['redis'], 'a caller handed over', (kind) => {
  const bench = new CallRoomsBench(kind);
  let bob: Colleague;
  beforeAll(async () => {
    bench.queue = { agents: [ALICE, BOB], offerTimeoutS: 3 };
    await bench.open();
    bob = await Colleague.join(bench);
  }, 60_000);
  afterAll(async () => {
    bob.close();
    await bench.close();
  }, 30_000);
  afterEach(() => bob.allAtRest());
  const handOver = (callId: CallId, to: HandOverTarget, requestId: string = randomUUID()) =>
    bench.rooms.actions.transfer(ALICE, callId, { requestId, to });
  const events = async (callId: CallId) =>
    (await bench.stores.events.readAfter('0-0', 10_000)).filter((event) => event.callId === callId);

  it('to a queue: music, then the next agent; two clicks are one, and the first agent wraps up', async () => {
    const { call, callId, agentCall } = await bench.talk();
    const [to, requestId] = [{ kind: 'queue', queueId: 'general' } as const, randomUUID()];
    await Promise.all([handOver(callId, to, requestId), handOver(callId, to, requestId)]);
    await bench.hears(call, 330);
    expect(await bench.call(callId)).toMatchObject({ state: 'queued', agentId: null, lastAgentId: ALICE });
    await eventually('Alice’s leg is over', () => agentCall.ended);
    expect(await bench.agentState()).toBe('wrap-up');
    await bob.ready();
    await bench.state(callId, 'talking');
    await bench.bridged(callId, 'agent', 'customer');
    // Her wrap-up is of this call, whoever has it now.
    await bench.rooms.actions.setDisposition(ALICE, callId, { dispositionCode: 'resolved', note: '' });
    await call.hangUp();
    expect((await events(callId)).filter(({ type }) => type === 'call.transferred')).toHaveLength(1);
  });

  it('from hold to a colleague who is free: rings him alone, and they talk', async () => {
    const { call, callId } = await bench.talk();
    await bob.ready();
    await bench.rooms.actions.hold(ALICE, callId);
    bob.phone.behaviours.set('1002', 'ring');
    await handOver(callId, { kind: 'agent', agentId: BOB });
    const ringing = await bob.call();
    await bench.hears(call, 330);
    ringing.pickUp();
    ringing.speak();
    await bench.state(callId, 'talking');
    await bench.bridged(callId, 'agent', 'customer');
    expect(await bench.call(callId)).toMatchObject({ agentId: BOB });
    await call.hangUp();
  });

  it('to a colleague who does not answer: at the head of the queue, never lost', async () => {
    const { call, callId } = await bench.talk();
    await bob.ready();
    bob.phone.behaviours.set('1002', 'ring');
    await handOver(callId, { kind: 'agent', agentId: BOB });
    await bench.state(callId, 'offered');
    const waiting = await bench.state(callId, 'queued');
    expect(waiting).toMatchObject({ queueId: 'general', agentId: null });
    await bench.hears(call, 330);
    await bench.rooms.actions.finishWrapUp(ALICE);
    await bench.rooms.actions.setPresence(ALICE, { presence: 'ready' });
    await bench.bridged(callId, 'agent', 'customer');
    await bench.rooms.actions.setPresence(ALICE, { presence: 'break', reason: null });
    await call.hangUp();
  });

  it('not to a colleague on a break: the agent keeps his caller and is told', async () => {
    const { call, callId } = await bench.talk();
    await expect(handOver(callId, { kind: 'agent', agentId: BOB })).rejects.toMatchObject({
      code: 'colleague-busy',
      details: { state: 'break' },
    });
    await bench.bridged(callId, 'agent', 'customer');
    await call.hangUp();
    await bench.state(callId, 'ended');
    await expect(handOver(callId, { kind: 'queue', queueId: 'general' })).rejects.toMatchObject({
      code: 'call-ended',
    });
  });

  it('to an outside number: he hears it ring, then they talk', async () => {
    bench.far.behaviours.set(FAR_NUMBER, 'ring');
    const { call, callId, agentCall } = await bench.talk();
    await handOver(callId, { kind: 'number', number: FAR_NUMBER });
    const far = await bench.farCall();
    await eventually('Alice’s leg is over', () => agentCall.ended);
    await bench.hears(call, 450);
    far.pickUp();
    far.speak();
    await bench.bridged(callId, 'customer', 'far-party');
    await bench.hears(call, FAR_HERTZ);
    await far.hangUp();
    await eventually('the caller’s leg is over', () => call.ended);
  });

  it.each([
    ['is busy', 486, 'USER_BUSY'],
    ['refuses', 603, 'CALL_REJECTED'],
  ] as const)('to an outside number that %s: at the head of the queue', async (_name, status, cause) => {
    bench.far.behaviours.set(FAR_NUMBER, status);
    const { call, callId } = await bench.talk();
    await handOver(callId, { kind: 'number', number: FAR_NUMBER });
    await bench.state(callId, 'queued');
    await bench.hears(call, 330);
    expect((await events(callId)).find(({ type }) => type === 'call.transfer-failed')).toMatchObject({
      data: { cause },
    });
    await call.hangUp();
  });

  it('not to a number that may not be dialled', async () => {
    const { call, callId } = await bench.talk();
    await expect(handOver(callId, { kind: 'number', number: '110' })).rejects.toMatchObject({
      code: 'number-not-allowed',
    });
    await bench.bridged(callId, 'agent', 'customer');
    await call.hangUp();
  });

  it('while the agent consults: he turns to the caller, back, and connects the two from there', async () => {
    const { call, callId, agentCall } = await bench.talk();
    const { actions } = bench.rooms;
    await actions.consult(ALICE, callId, askingNumber(FAR_NUMBER));
    const far = await bench.farCall();
    await bench.bridged(callId, 'agent', 'far-party');
    await Promise.all([1, 2].map(() => actions.swapConsult(ALICE, callId, { talkTo: 'caller' })));
    await bench.bridged(callId, 'agent', 'customer');
    await bench.hears(far, 330);
    await actions.swapConsult(ALICE, callId, { talkTo: 'far-party' });
    await bench.bridged(callId, 'agent', 'far-party');
    await bench.hears(call, 330);
    await actions.swapConsult(ALICE, callId, { talkTo: 'caller' });
    await bench.bridged(callId, 'agent', 'customer');
    await actions.completeConsult(ALICE, callId);
    await bench.bridged(callId, 'customer', 'far-party');
    await bench.hears(call, FAR_HERTZ);
    await eventually('Alice’s leg is over', () => agentCall.ended);
    await call.hangUp();
  });

  it('nobody: his far party hangs up on hold while the agent talks with him, and they talk on', async () => {
    const { call, callId } = await bench.talk();
    const { actions } = bench.rooms;
    await actions.consult(ALICE, callId, askingNumber(FAR_NUMBER));
    const far = await bench.farCall();
    await bench.bridged(callId, 'agent', 'far-party');
    await actions.swapConsult(ALICE, callId, { talkTo: 'caller' });
    await bench.bridged(callId, 'agent', 'customer');
    await far.hangUp();
    await bench.state(callId, 'talking');
    await bench.bridged(callId, 'agent', 'customer');
    await call.hangUp();
  });

  it('when the server dies between saying so and doing it: done by the next', async () => {
    const { call, callId, agentCall } = await bench.talk();
    await bench.killServer();
    await bench.stores.transfers.toQueue({
      ...{ callId, agentId: ALICE, queueId: (await bench.call(callId))?.queueId ?? fail('no queue') },
      ...{ isKeyAccount: false, requestId: randomUUID(), wrapUpMs: 60_000, offerId: bench.newOffer() },
    });
    await bench.startServer();
    await eventually('Alice’s leg is over', () => agentCall.ended);
    await bench.hears(call, 330);
    await call.hangUp();
  });

  it('when his far party hangs up while no server is there: at the head of the queue', async () => {
    bench.far.behaviours.set(FAR_NUMBER, 'ring');
    const { call, callId } = await bench.talk();
    await handOver(callId, { kind: 'number', number: FAR_NUMBER });
    const far = await bench.farCall();
    await bench.killServer();
    far.refuse(486);
    await bench.startServer();
    await bench.state(callId, 'queued');
    await call.hangUp();
  });
});

function fail(why: string): never {
  throw new Error(why);
}
