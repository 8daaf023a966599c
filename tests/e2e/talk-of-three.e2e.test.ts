import type { CallId } from '../../server/contract/ids';
import { ALICE, CALLER_HERTZ, CallRoomsBench, FAR_HERTZ } from '../support/call-rooms';
import { askingNumber } from '../support/asking';
import { FAR_NUMBER } from '../support/call-server';
import { onEachSwitch } from '../support/each-switch';
import { eventually } from '../support/eventually';
import type { PartyCall } from '../support/sip-party';
import { MUSIC_HERTZ } from '../support/switch-under-test';
import { shareOfTone } from '../support/tone';

const ALICE_HERTZ = 1000;

onEachSwitch(['redis'], 'caller, agent and far party talk together', (kind) => {
  const bench = new CallRoomsBench(kind);
  beforeAll(() => bench.open(), 60_000);
  afterAll(() => bench.close(), 30_000);
  afterEach(async () => {
    await bench.registerAlice();
    try {
      await bench.quiet();
    } catch (error) {
      await bench.sweep();
      throw error;
    }
  });

  /** The embedded switch's agents are heard as silence, and hear nothing that can be measured. */
  const agentIsHeard = kind === 'freeswitch';
  const hear = (call: PartyCall, wanted: readonly number[], unwanted: readonly number[]) =>
    eventually(`${wanted.join(' and ')} Hz are heard`, () => {
      const share = (hertz: number) => shareOfTone(call.media.samples(200), 8000, hertz);
      return wanted.every((hertz) => share(hertz) > 0.1) && unwanted.every((hertz) => share(hertz) < 0.02);
    });
  const all = [CALLER_HERTZ, FAR_HERTZ, ...(agentIsHeard ? [ALICE_HERTZ] : [])];
  const hearEachOther = async (parties: readonly (readonly [PartyCall, number])[]) => {
    const notes = parties.map(([, hertz]) => hertz).filter((hertz) => all.includes(hertz));
    for (const [call, own] of parties) {
      if (own === ALICE_HERTZ && !agentIsHeard) continue;
      await hear(
        call,
        notes.filter((hertz) => hertz !== own),
        [own],
      );
    }
  };

  async function ofThree() {
    const { call, callId, agentCall } = await bench.talk();
    await bench.rooms.actions.consult(ALICE, callId, askingNumber(FAR_NUMBER));
    const far = await bench.farCall();
    await bench.bridged(callId, 'agent', 'far-party');
    await Promise.all([1, 2].map(() => bench.rooms.actions.mergeConsult(ALICE, callId)));
    const parties = [
      [call, CALLER_HERTZ],
      [agentCall, ALICE_HERTZ],
      [far, FAR_HERTZ],
    ] as const;
    await hearEachOther(parties);
    return { call, callId, agentCall, far, parties };
  }
  const types = async (callId: CallId) =>
    (await bench.eventTypes(callId)).filter((type) => type.startsWith('call.'));

  it('and the agent leaves by hanging up at the desk: the two talk on, and she wraps up', async () => {
    const { call, callId, agentCall, far } = await ofThree();
    expect((await bench.rooms.actions.desk(ALICE)).call).toMatchObject({
      ...{ state: 'consulting', consult: { number: FAR_NUMBER, state: 'merged' } },
    });
    expect((await types(callId)).filter((type) => type === 'call.merged')).toHaveLength(1);
    await expect(bench.rooms.actions.hold(ALICE, callId)).rejects.toMatchObject({ code: 'conflict' });
    await Promise.all([1, 2].map(() => bench.rooms.actions.hangUp(ALICE, callId)));
    await eventually('Alice’s leg is over', () => agentCall.ended);
    await hearEachOther([
      [call, CALLER_HERTZ],
      [far, FAR_HERTZ],
    ]);
    expect(await bench.call(callId)).toMatchObject({ state: 'connected', lastAgentId: ALICE });
    expect(await bench.agentState()).toBe('wrap-up');
    await far.hangUp();
    await eventually('the caller’s leg is over', () => call.ended);
  });

  it('and the agent puts down her phone: the two talk on', async () => {
    const { call, callId, agentCall, far } = await ofThree();
    await agentCall.hangUp();
    await bench.state(callId, 'connected');
    await hearEachOther([
      [call, CALLER_HERTZ],
      [far, FAR_HERTZ],
    ]);
    await call.hangUp();
    await eventually('the far party’s leg is over', () => far.ended);
  });

  it('and the far party hangs up: caller and agent talk on', async () => {
    const { call, callId, agentCall, far } = await ofThree();
    await far.hangUp();
    await bench.state(callId, 'talking');
    await hearEachOther([
      [call, CALLER_HERTZ],
      [agentCall, ALICE_HERTZ],
    ]);
    await bench.bridged(callId, 'agent', 'customer');
    expect((await types(callId)).at(-1)).toBe('call.consult-left');
    await call.hangUp();
  });

  it('and the caller hangs up: it is over for all', async () => {
    const { call, callId, agentCall, far } = await ofThree();
    await call.hangUp();
    await bench.state(callId, 'ended');
    await eventually('nobody is left', () => agentCall.ended && far.ended);
  });

  it('and are taken apart and brought together again', async () => {
    const { call, callId, far, parties } = await ofThree();
    const { actions } = bench.rooms;
    await actions.swapConsult(ALICE, callId, { talkTo: 'caller' });
    await hear(far, [MUSIC_HERTZ], [CALLER_HERTZ]);
    await bench.bridged(callId, 'agent', 'customer');
    await actions.mergeConsult(ALICE, callId);
    await hearEachOther(parties);
    await actions.swapConsult(ALICE, callId, { talkTo: 'far-party' });
    await hear(call, [MUSIC_HERTZ], [FAR_HERTZ]);
    await bench.bridged(callId, 'agent', 'far-party');
    await actions.mergeConsult(ALICE, callId);
    await hearEachOther(parties);
    await actions.cancelConsult(ALICE, callId);
    await eventually('the far party’s leg is over', () => far.ended);
    await bench.state(callId, 'talking');
    await bench.bridged(callId, 'agent', 'customer');
    await call.hangUp();
  });

  it('while the agent’s page is away and comes back: the two others hear each other all the time', async () => {
    const { call, callId, agentCall, far } = await ofThree();
    await bench.unregisterAlice();
    await eventually('her former leg is over', () => agentCall.ended);
    await hearEachOther([
      [call, CALLER_HERTZ],
      [far, FAR_HERTZ],
    ]);
    await bench.registerAlice();
    await eventually('she is back', async () => (await bench.call(callId))?.awaySince === null);
    const back = await eventually('her phone is in the call', () =>
      bench.alice.calls.findLast((one) => !one.ended),
    );
    await bench.bridged(callId, 'agent', 'customer');
    await hearEachOther([
      [call, CALLER_HERTZ],
      [back, ALICE_HERTZ],
      [far, FAR_HERTZ],
    ]);
    await call.hangUp();
  });

  it('also when the server dies before they are brought together', async () => {
    const { call, callId, agentCall } = await bench.talk();
    await bench.rooms.actions.consult(ALICE, callId, askingNumber(FAR_NUMBER));
    const far = await bench.farCall();
    await bench.bridged(callId, 'agent', 'far-party');
    const farLegId = (await bench.call(callId))?.farParty?.legId;
    if (!farLegId) throw new Error('nobody was called');
    await bench.killServer();
    await bench.stores.calls.swap({ callId, agentId: ALICE, farLegId, talkTo: 'both' });
    await bench.startServer();
    await hearEachOther([
      [call, CALLER_HERTZ],
      [agentCall, ALICE_HERTZ],
      [far, FAR_HERTZ],
    ]);
    await call.hangUp();
  });
});
