import { randomUUID } from 'node:crypto';
import { callId, legId, queueId, switchId } from '../../server/contract/ids';
import { ALICE, CallRoomsBench } from '../support/call-rooms';
import { eventually } from '../support/eventually';
import { onEachSwitch } from '../support/each-switch';

onEachSwitch(['redis'], 'rounds', (kind) => {
  const bench = new CallRoomsBench(kind);
  bench.roundMs = 500;
  beforeAll(() => bench.open(), 60_000);
  afterAll(() => bench.close(), 30_000);
  beforeEach(() => bench.repairs.splice(0));
  afterEach(() => bench.quiet());

  const repaired = (what: string) =>
    eventually(`${what} is mended`, () => bench.repairs.includes(`${what} round`));

  it('bring together again who talk and whose bridge was opened', async () => {
    const { call, callId: id } = await bench.talk();
    await bench.switch.unbridge((await bench.state(id, 'talking')).customerLegId);
    await repaired('not-bridged');
    await bench.bridged(id, 'agent', 'customer');
    await call.hangUp();
    await bench.quiet();
    expect(bench.repairs).toEqual(['not-bridged round']);
  });

  it('end a leg whose call nobody knows', async () => {
    const stray = legId(randomUUID());
    await bench.switch.callAgent({
      ...{
        legId: stray,
        callId: callId(randomUUID()),
        agentId: ALICE,
        sipUser: '1001',
        registeredOn: switchId('fs1'),
      },
      ...{ timeoutS: 20, callerNumber: '1000', autoAnswer: true },
    });
    await eventually('it stands on the switch', () => bench.switch.legExists(stray));
    await repaired('stray-leg');
    await eventually('it is gone', async () => !(await bench.switch.legExists(stray)));
  });

  it('end a call whose caller is not on the switch', async () => {
    const lost = callId(randomUUID());
    await bench.stores.calls.startInbound({
      ...{ callId: lost, direction: 'inbound', switchId: switchId('fs1'), customerLegId: legId(lost) },
      ...{ callerNumber: '1', callerName: '', dialedNumber: '1000', language: 'en-US' },
    });
    await repaired('caller-gone');
    await bench.state(lost, 'ended');
  });

  it('ring for an offer that rings nowhere', async () => {
    const { call, callId: id } = await bench.callerInMenu();
    await bench.rooms.actions.setPresence(ALICE, { presence: 'ready' });
    // As a server would that died between the script and the command.
    await bench.stores.acd.enqueueCall({
      ...{ callId: id, queueId: queueId('general'), topic: null, bonusMs: 0 },
      ...{ isKeyAccount: false, stickyAgentId: null, offerId: bench.newOffer() },
    });
    await repaired('offer-not-ringing');
    await bench.state(id, 'talking');
    await bench.bridged(id, 'agent', 'customer');
    await bench.rooms.actions.setPresence(ALICE, { presence: 'break', reason: null });
    await call.hangUp();
  });

  it('mend nothing in a call to which nothing happened', async () => {
    const { call, callId: id } = await bench.talk();
    await bench.rooms.actions.hold(ALICE, id);
    await bench.rooms.actions.resume(ALICE, id);
    await bench.bridged(id, 'agent', 'customer');
    await call.hangUp();
    await bench.quiet();
    expect(bench.repairs).toEqual([]);
  });
});
