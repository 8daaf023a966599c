import { ALICE } from './call-rooms';
import { BOB } from './colleague';
import { eventually } from './eventually';
import type { GapHouse } from './gap-house';
import type { GapScenario } from './gap-scenarios';

async function bobListens(house: GapHouse): Promise<void> {
  await house.talking();
  const { supervision } = house.bench.rooms;
  await supervision.supervise(BOB, ALICE, 'listen');
  await eventually('Bob is at Alice’s ear', async () => {
    const [present] = await house.bench.stores.supervisions.list();
    if (!present) return false;
    const [leg] = await house.bench.switch.look([present.legId]);
    return leg?.joinedTo != null;
  });
}

/** A supervisor takes a caller over: whatever server goes on with it. */
export const supervisionGaps: readonly GapScenario[] = [
  {
    name: 'a supervisor takes the caller over',
    gaps: ['tag agent', 'bridge caller', 'disarmFallback caller', 'hangUp agent'],
    arrange: bobListens,
    act: (house) => house.bench.rooms.supervision.takeOver(BOB, house.callId),
    right: async (house) => {
      await house.bench.state(house.callId, 'talking');
      await house.bench.bridged(house.callId, 'agent', 'customer');
      await house.unguarded(house.callId);
      if ((await house.bench.call(house.callId))?.agentId !== BOB)
        throw new Error('Bob does not have the caller');
      await eventually('Alice’s leg is over', () => house.agentCall.ended);
      await eventually('Alice wraps up', async () => (await house.bench.agentState()) === 'wrap-up');
      // His phone's end is the call's: whatever the leg was called as.
      const { phone } = house.bob;
      await phone.calls.findLast((one) => !one.ended)?.hangUp();
      await eventually(
        'the call is over',
        async () => (await house.bench.call(house.callId))?.state === 'ended',
      );
    },
  },
];
