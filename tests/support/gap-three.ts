import { ALICE, CALLER_HERTZ, FAR_HERTZ } from './call-rooms';
import { eventually } from './eventually';
import type { GapHouse } from './gap-house';
import type { GapScenario } from './gap-scenarios';
import { MUSIC_HERTZ } from './switch-under-test';
import { shareOfTone } from './tone';

/** The embedded switch's agents are heard as silence: the other two hear each other, and Alice is bridged. */
async function threeTalk(house: GapHouse): Promise<void> {
  const { bench, callId, call } = house;
  const far = await bench.farCall();
  await eventually(
    'the three are merged',
    async () => (await bench.call(callId))?.farParty?.state === 'merged',
  );
  await bench.bridged(callId, 'agent', 'customer');
  await bench.hears(call, FAR_HERTZ);
  await bench.hears(far, CALLER_HERTZ);
  await house.unguarded(callId);
  await house.oneCallEach();
}

const merged = async (house: GapHouse): Promise<void> => {
  await house.consulting();
  await house.actions.mergeConsult(ALICE, house.callId);
  await threeTalk(house);
};

/** A talk of three, begun and ended. */
export const threeGaps: readonly GapScenario[] = [
  {
    name: 'merge',
    gaps: ['unbridge agent', 'bridge caller', 'disarmFallback caller', 'join far-party'],
    arrange: (house) => house.consulting(),
    act: (house) => house.actions.mergeConsult(ALICE, house.callId),
    right: threeTalk,
  },
  {
    name: 'merge out of a talk with the caller',
    gaps: ['disarmFallback caller', 'join far-party'],
    arrange: async (house) => {
      await house.consulting();
      await house.actions.swapConsult(ALICE, house.callId, { talkTo: 'caller' });
      await house.bench.hears(await house.bench.farCall(), MUSIC_HERTZ);
    },
    act: (house) => house.actions.mergeConsult(ALICE, house.callId),
    right: threeTalk,
  },
  {
    name: 'from three to the caller',
    gaps: ['disarmFallback caller', 'stopPlaying far-party', 'playMusic far-party', 'leave far-party'],
    arrange: merged,
    act: (house) => house.actions.swapConsult(ALICE, house.callId, { talkTo: 'caller' }),
    right: async (house) => {
      await house.bench.hears(await house.bench.farCall(), MUSIC_HERTZ);
      await house.bench.bridged(house.callId, 'agent', 'customer');
      await eventually('the caller hears her alone', () => {
        const heard = house.call.media.samples(200);
        return shareOfTone(heard, 8000, FAR_HERTZ) < 0.02 && shareOfTone(heard, 8000, MUSIC_HERTZ) < 0.02;
      });
      await house.unguarded(house.callId);
    },
  },
  {
    name: 'from three to the far party',
    gaps: ['bridge agent', 'stopPlaying caller', 'playMusic caller', 'armFallback caller'],
    arrange: merged,
    act: (house) => house.actions.swapConsult(ALICE, house.callId, { talkTo: 'far-party' }),
    right: async (house) => {
      await house.bench.bridged(house.callId, 'agent', 'far-party');
      await house.bench.hears(house.call, MUSIC_HERTZ);
      await house.isGuarded();
    },
  },
  {
    name: 'the agent leaves a talk of three',
    gaps: ['bridge caller', 'disarmFallback caller', 'hangUp agent'],
    arrange: merged,
    act: (house) => house.actions.hangUp(ALICE, house.callId),
    right: async (house) => {
      await house.theyAreConnected();
      await eventually('the agent’s leg is over', () => house.agentCall.ended);
    },
  },
  {
    name: 'the far party leaves a talk of three',
    gaps: ['disarmFallback caller'],
    arrange: merged,
    act: async (house) => (await house.bench.farCall()).hangUp(),
    right: (house) => house.theyTalk(),
  },
];
