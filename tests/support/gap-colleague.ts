import { asking } from './asking';
import { ALICE } from './call-rooms';
import { BOB } from './colleague';
import { eventually } from './eventually';
import type { GapHouse } from './gap-house';
import type { GapScenario } from './gap-scenarios';
import { MUSIC_HERTZ } from './switch-under-test';

const JOIN = ['bridge caller', 'disarmFallback caller'];
const PART = ['unbridge caller', 'stopPlaying caller', 'armFallback caller', 'playMusic caller'];

/** Alice talks with Carol, and Bob, who is free, answers as told. */
async function withBob(house: GapHouse, behaviour: 'answer' | 'ring' = 'answer'): Promise<void> {
  house.bob.phone.behaviours.set('1002', behaviour);
  await house.talking();
  await house.bob.ready();
}

const ask = (house: GapHouse) =>
  house.actions.consult(ALICE, house.callId, asking({ kind: 'agent', agentId: BOB }));

async function asked(house: GapHouse): Promise<void> {
  await withBob(house);
  await ask(house);
  await house.bench.bridged(house.callId, 'agent', 'far-party');
}

async function bobIsFree(house: GapHouse): Promise<void> {
  await eventually('Bob’s phone is not in a call', () => house.bob.phone.calls.every((one) => one.ended));
  await eventually('Bob is idle', async () => (await house.bob.state()) === 'idle');
}

const theyTalkWithoutBob = async (house: GapHouse): Promise<void> => {
  await house.theyTalk();
  await bobIsFree(house);
};

/** An agent asks a colleague: whatever server goes on with it. */
export const colleagueGaps: readonly GapScenario[] = [
  {
    name: 'she asks a colleague',
    gaps: [...PART, 'stopPlaying agent', 'playTone agent', 'callAgent agent', 'bridge agent'],
    arrange: (house) => withBob(house),
    act: ask,
    right: async (house) => {
      // A colleague who was never rung is not rung by another server: she is back with her caller.
      const call = await eventually('they speak, or are back', async () => {
        const now = await house.bench.call(house.callId);
        return now?.farParty?.state === 'answered' || now?.state === 'talking' ? now : null;
      });
      if (call.state === 'talking') return theyTalkWithoutBob(house);
      await house.bench.bridged(house.callId, 'agent', 'far-party');
      await house.bench.hears(house.call, MUSIC_HERTZ);
      await house.isGuarded();
    },
  },
  {
    name: 'she takes it back',
    gaps: [...JOIN, 'hangUp agent'],
    arrange: asked,
    act: (house) => house.actions.cancelConsult(ALICE, house.callId),
    right: theyTalkWithoutBob,
  },
  {
    name: 'she leaves the caller to the colleague',
    gaps: [...JOIN, 'hangUp agent'],
    arrange: asked,
    act: (house) => house.actions.completeConsult(ALICE, house.callId),
    right: async (house) => {
      await house.bench.state(house.callId, 'talking');
      await house.bench.bridged(house.callId, 'agent', 'customer');
      await house.unguarded(house.callId);
      await eventually('Alice’s leg is over', () => house.agentCall.ended);
      if ((await house.bench.call(house.callId))?.agentId !== BOB)
        throw new Error('Bob does not have the caller');
      await eventually('Alice wraps up', async () => (await house.bench.agentState()) === 'wrap-up');
    },
  },
  {
    name: 'the colleague declines',
    gaps: [...JOIN, 'hangUp agent'],
    arrange: async (house) => {
      await withBob(house, 'ring');
      await ask(house);
      await house.bob.call();
    },
    act: (house) => house.actions.hangUp(BOB, house.callId),
    right: theyTalkWithoutBob,
  },
  {
    name: 'the colleague hangs up',
    gaps: JOIN,
    arrange: asked,
    act: async (house) => (await house.bob.call()).hangUp(),
    right: theyTalkWithoutBob,
  },
  {
    name: 'the caller hangs up while a colleague is asked',
    gaps: ['hangUp agent'],
    arrange: asked,
    act: (house) => house.call.hangUp(),
    right: async (house) => {
      await house.allAreReleased();
      await bobIsFree(house);
    },
  },
];
