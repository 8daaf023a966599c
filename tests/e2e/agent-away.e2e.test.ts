import { ALICE, CallRoomsBench, CALLER_HERTZ, FAR_HERTZ } from '../support/call-rooms';
import { FAR_NUMBER } from '../support/call-server';
import { eventually } from '../support/eventually';
import { onEachSwitch } from '../support/each-switch';
import type { CallId } from '../../server/contract/ids';
import { askingNumber } from '../support/asking';

/** The room's music. */
const MUSIC_HERTZ = 330;

onEachSwitch(['redis'], 'an agent whose phone is gone in a call', (kind) => {
  const bench = new CallRoomsBench(kind);
  beforeAll(() => bench.open(), 60_000);
  afterAll(() => bench.close(), 30_000);
  afterEach(async () => {
    await bench.registerAlice();
    try {
      await bench.quiet();
    } catch (error) {
      // What one test left must not fail the next.
      await bench.sweep();
      throw error;
    }
  });

  const awaySince = async (callId: CallId) => (await bench.call(callId))?.awaySince ?? null;
  const leaves = async (callId: CallId): Promise<void> => {
    await bench.unregisterAlice();
    await eventually('he is missed', async () => (await awaySince(callId)) !== null);
  };
  const isBack = async (callId: CallId): Promise<void> => {
    await bench.registerAlice();
    await eventually('he is back', async () => (await awaySince(callId)) === null);
  };

  it('is called back when it registers again, and the caller’s talk goes on', async () => {
    const { call, callId, agentCall } = await bench.talk();
    await leaves(callId);
    expect((await bench.rooms.actions.desk(ALICE)).call).toMatchObject({ state: 'talking' });
    await isBack(callId);
    await bench.bridged(callId, 'agent', 'customer');
    await eventually('his former leg is over', () => agentCall.ended);
    expect((await bench.call(callId))?.state).toBe('talking');
    expect(await bench.eventTypes(callId)).not.toContain('call.agent-lost');
    await call.hangUp();
  });

  it('leaves its caller with music once it lasts, and finds him again', async () => {
    const { call, callId } = await bench.talk();
    await leaves(callId);
    await bench.hears(call, MUSIC_HERTZ);
    await isBack(callId);
    await bench.bridged(callId, 'agent', 'customer');
    await call.hangUp();
  });

  it('stays away: the caller is first in his queue again', async () => {
    const { call, callId } = await bench.talk();
    await leaves(callId);
    await bench.state(callId, 'queued');
    expect(await bench.eventTypes(callId)).toContain('call.agent-lost');
    await bench.hears(call, MUSIC_HERTZ);
    await call.hangUp();
  });

  it('comes back to a caller who was put on hold, and who stays there', async () => {
    const { call, callId } = await bench.talk();
    await bench.rooms.actions.hold(ALICE, callId);
    await leaves(callId);
    await isBack(callId);
    expect((await bench.call(callId))?.state).toBe('held');
    await bench.hears(call, MUSIC_HERTZ);
    await bench.rooms.actions.resume(ALICE, callId);
    await bench.bridged(callId, 'agent', 'customer');
    await call.hangUp();
  });

  it('comes back to the far party it consulted', async () => {
    const { call, callId } = await bench.talk();
    await bench.rooms.actions.consult(ALICE, callId, askingNumber(FAR_NUMBER));
    const far = await bench.farCall();
    await bench.bridged(callId, 'agent', 'far-party');
    await leaves(callId);
    await isBack(callId);
    await bench.bridged(callId, 'agent', 'far-party');
    await bench.rooms.actions.completeConsult(ALICE, callId);
    await bench.hears(call, FAR_HERTZ);
    await bench.hears(far, CALLER_HERTZ);
    await call.hangUp();
  });

  it('is called back when the desk asks for it, without a new registration', async () => {
    const { call, callId, agentCall } = await bench.talk();
    await bench.rooms.actions.comeBack(ALICE, callId);
    await eventually('his former leg is over', () => agentCall.ended);
    await bench.bridged(callId, 'agent', 'customer');
    expect(await awaySince(callId)).toBeNull();
    await call.hangUp();
  });

  it('is there again while no server was: the next one calls it back', async () => {
    const { call, callId } = await bench.talk();
    await leaves(callId);
    await bench.killServer();
    await bench.phoneReturns();
    await bench.startServer();
    await eventually('he is back', async () => (await awaySince(callId)) === null);
    await bench.bridged(callId, 'agent', 'customer');
    await call.hangUp();
  });

  it('is of no use any more to a caller who hangs up', async () => {
    const { call, callId } = await bench.talk();
    await leaves(callId);
    await call.hangUp();
    await bench.state(callId, 'ended');
    expect(await bench.agentState()).toBe('wrap-up');
  });
});
