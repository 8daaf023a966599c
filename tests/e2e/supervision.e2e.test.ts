import { randomUUID } from 'node:crypto';
import type { SupervisionMode } from '../../server/contract/supervision';
import { ALICE, CALLER_HERTZ, CallRoomsBench } from '../support/call-rooms';
import { BOB, Colleague } from '../support/colleague';
import { eventually } from '../support/eventually';
import { onEachSwitch } from '../support/each-switch';
import type { PartyCall } from '../support/sip-party';
import { shareOfTone } from '../support/tone';

const [ALICE_HERTZ, BOB_HERTZ] = [1000, 1200];

/** Bob supervises Alice. */
onEachSwitch(['redis'], 'a supervisor', (kind) => {
  const bench = new CallRoomsBench(kind);
  let bob: Colleague;
  beforeAll(async () => {
    bench.queue = { agents: [ALICE], offerTimeoutS: 3, recording: 'always' };
    await bench.open();
    bob = await Colleague.join(bench);
  }, 60_000);
  afterAll(async () => {
    bob.close();
    await bench.close();
  }, 30_000);
  afterEach(async () => {
    await bench.rooms.supervision.stop(BOB);
    await bob.allAtRest();
  });

  const supervise = (mode: SupervisionMode) => bench.rooms.supervision.supervise(BOB, ALICE, mode);
  const joined = async () => {
    const [present] = await bench.stores.supervisions.list();
    const leg = (await bench.switch.snapshot()).legs.find(({ legId }) => legId === present?.legId);
    return leg?.joinedTo ?? null;
  };
  const atHerEar = (callId: Parameters<typeof bench.call>[0]) =>
    eventually('Bob is at Alice’s ear', async () => {
      const leg = (await bench.call(callId))?.agentLegId;
      return leg != null && (await joined()) === leg;
    });
  /** The embedded switch's agents are heard as silence here: tests/support/browser-relay.ts. */
  const hear = async (ears: Readonly<Record<string, readonly [PartyCall, readonly number[]]>>) => {
    if (kind !== 'freeswitch') return;
    for (const [who, [call, expected]] of Object.entries(ears))
      await eventually(`${who} hears ${String(expected)}`, () => {
        const samples = call.media.samples(200);
        const heard = [ALICE_HERTZ, BOB_HERTZ, CALLER_HERTZ].filter(
          (hertz) => shareOfTone(samples, 8000, hertz) > 0.05,
        );
        return String(heard) === String(expected);
      });
  };

  it('listens unheard, whispers to the agent alone and barges in; what he is there for is on the record', async () => {
    const { call, callId, agentCall } = await bench.talk();
    await supervise('listen');
    const his = await bob.call();
    await atHerEar(callId);
    expect(await bob.state()).toBe('supervising');
    await hear({
      Bob: [his, [ALICE_HERTZ, CALLER_HERTZ]],
      Alice: [agentCall, [CALLER_HERTZ]],
      Carol: [call, [ALICE_HERTZ]],
    });
    await Promise.all([supervise('whisper'), supervise('whisper')]);
    await hear({ Alice: [agentCall, [BOB_HERTZ, CALLER_HERTZ]], Carol: [call, [ALICE_HERTZ]] });
    await supervise('barge');
    await hear({ Alice: [agentCall, [BOB_HERTZ, CALLER_HERTZ]], Carol: [call, [ALICE_HERTZ, BOB_HERTZ]] });
    await supervise('listen');
    await hear({ Alice: [agentCall, [CALLER_HERTZ]], Carol: [call, [ALICE_HERTZ]] });
    expect(await bench.rooms.supervision.viewOf(BOB)).toMatchObject({
      agent: { agentId: ALICE },
      mode: 'listen',
    });
    expect(await bench.rooms.supervision.supervisorsOf(ALICE)).toEqual([
      { supervisor: { agentId: BOB, displayName: 'Bob' }, mode: 'listen' },
    ]);
    await bench.rooms.supervision.stop(BOB);
    await eventually('his phone is free', () => his.ended);
    expect(await bob.state()).toBe('idle');
    await bench.bridged(callId, 'agent', 'customer');
    const events = (await bench.stores.events.readAfter('0-0', 10_000)).filter(({ type }) =>
      type.startsWith('supervision.'),
    );
    expect(events.map(({ type, agentId, data }) => [type, agentId, data['toAgentId'], data['mode']])).toEqual(
      [
        ['supervision.started', BOB, ALICE, 'listen'],
        ['supervision.changed', BOB, ALICE, 'whisper'],
        ['supervision.changed', BOB, ALICE, 'barge'],
        ['supervision.changed', BOB, ALICE, 'listen'],
        ['supervision.ended', BOB, ALICE, undefined],
      ],
    );
    await call.hangUp();
  });

  it('stays between her calls, and hears the next one', async () => {
    const first = await bench.talk();
    await supervise('listen');
    await atHerEar(first.callId);
    await first.call.hangUp();
    await bench.state(first.callId, 'ended');
    await bench.rooms.actions.finishWrapUp(ALICE);
    await eventually('he has left her leg', async () => (await joined()) === null);
    expect(await bob.state()).toBe('supervising');
    const second = await bench.talk();
    await atHerEar(second.callId);
    await hear({ Bob: [await bob.call(), [ALICE_HERTZ, CALLER_HERTZ]] });
    await second.call.hangUp();
  });

  it('hangs up, and is free for calls again', async () => {
    const { call, callId } = await bench.talk();
    await supervise('whisper');
    await atHerEar(callId);
    await (await bob.call()).hangUp();
    await eventually('Bob is idle', async () => (await bob.state()) === 'idle');
    expect(await bench.stores.supervisions.list()).toEqual([]);
    await bench.bridged(callId, 'agent', 'customer');
    await call.hangUp();
  });

  it('is refused while he is busy, and cannot supervise himself or who is not there', async () => {
    await expect(bench.rooms.supervision.supervise(BOB, BOB, 'listen')).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(
      bench.rooms.supervision.supervise(BOB, randomUUID() as never, 'listen'),
    ).rejects.toMatchObject({ code: 'not-found' });
    const { call } = await bench.talk();
    await expect(bench.rooms.supervision.supervise(ALICE, BOB, 'listen')).rejects.toMatchObject({
      code: 'agent-busy',
    });
    await call.hangUp();
  });

  it('outlives the server: the next one knows him, and does what was asked meanwhile', async () => {
    const { call, callId, agentCall } = await bench.talk();
    await supervise('listen');
    await atHerEar(callId);
    await bench.killServer();
    await bench.startServer();
    await supervise('whisper');
    await hear({ Alice: [agentCall, [BOB_HERTZ, CALLER_HERTZ]], Carol: [call, [ALICE_HERTZ]] });
    await bench.killServer();
    await (await bob.call()).hangUp();
    await bench.startServer();
    await eventually('Bob is idle', async () => (await bob.state()) === 'idle', 20_000);
    await call.hangUp();
  });
});
