import { randomUUID } from 'node:crypto';
import { ALICE } from './call-rooms';
import { BOB } from './colleague';
import { eventually } from './eventually';
import type { GapHouse } from './gap-house';
import type { GapScenario } from './gap-scenarios';
import { MUSIC_HERTZ } from './switch-under-test';

const WAIT = ['armFallback caller', 'playMusic caller', 'announceOverMusic caller'];
const JOIN = ['bridge caller', 'disarmFallback caller'];

const park = (house: GapHouse) => house.bench.rooms.parkingDesk.park(ALICE, house.callId, randomUUID());

async function parked(house: GapHouse): Promise<void> {
  await house.talking();
  await park(house);
  await isParked(house);
}

async function isParked(house: GapHouse): Promise<void> {
  await house.bench.state(house.callId, 'parked');
  await house.bench.hears(house.call, MUSIC_HERTZ);
  await house.isGuarded();
  await eventually('Alice’s leg is over', () => house.agentCall.ended);
  await eventually('Alice is free', async () => (await house.bench.agentState()) === 'idle');
}

const bobPicksUp = (house: GapHouse) =>
  house.bench.rooms.parkingDesk.pickUp({ agentId: BOB, isSupervisor: true }, house.callId);

/** A caller is parked, picked up, and goes back: whatever server goes on with it. */
export const parkingGaps: readonly GapScenario[] = [
  {
    name: 'she parks him',
    gaps: ['unbridge caller', 'stopPlaying caller', ...WAIT],
    arrange: (house) => house.talking(),
    act: park,
    right: isParked,
  },
  {
    name: 'a colleague picks him up',
    gaps: ['callAgent agent', ...JOIN],
    arrange: parked,
    act: bobPicksUp,
    right: async (house) => {
      await house.bench.state(house.callId, 'talking');
      await house.bench.bridged(house.callId, 'agent', 'customer');
      await house.unguarded(house.callId);
      if ((await house.bench.call(house.callId))?.agentId !== BOB)
        throw new Error('Bob does not have the caller');
    },
  },
  {
    name: 'nobody picks him up, and she has gone on a break',
    gaps: ['stopPlaying caller', ...WAIT],
    arrange: async (house) => {
      house.bench.queue = { ...house.bench.queue, parkS: 5 };
      await parked(house);
    },
    act: () => Promise.resolve(),
    right: (house) => house.waitsWithMusic(),
  },
  {
    name: 'he hangs up while he is parked',
    gaps: ['hangUp caller'],
    arrange: parked,
    act: (house) => house.call.hangUp(),
    right: (house) => house.allAreReleased(),
  },
];
