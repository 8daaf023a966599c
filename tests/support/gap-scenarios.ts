import { randomUUID } from 'node:crypto';
import { ALICE } from './call-rooms';
import { FAR_NUMBER, PROMPT_HERTZ } from './call-server';
import { eventually } from './eventually';
import type { GapHouse } from './gap-house';
import { askingNumber } from './asking';
import { MUSIC_HERTZ } from './switch-under-test';

/** Carol's own number: in a callback the far phone is hers. */
const CAROL = '13800000001';

/** What happens, told to a server that may die over it, and how it has to have ended whatever server did it. */
export interface GapScenario {
  readonly name: string;
  /** The commands it consists of: a server can die before each. */
  readonly gaps: readonly string[];
  readonly arrange: (house: GapHouse) => Promise<unknown>;
  readonly act: (house: GapHouse) => Promise<unknown>;
  readonly right: (house: GapHouse) => Promise<unknown>;
}

const WAIT = ['armFallback caller', 'playMusic caller', 'announceOverMusic caller'];
const JOIN = ['bridge caller', 'disarmFallback caller'];
const PART = ['unbridge caller', 'stopPlaying caller', ...WAIT.slice(0, 2)];

export const gapScenarios: readonly GapScenario[] = [
  {
    name: 'a caller arrives',
    gaps: ['tag caller', 'armFallback caller', 'answer caller', 'play caller'],
    arrange: () => Promise.resolve(),
    act: async (house) => {
      house.call = await house.bench.caller.call(house.bench.under.carrierSide, '1000');
    },
    right: async (house) => {
      await house.bench.hears(house.call, PROMPT_HERTZ.menu);
      const live = await house.bench.stores.calls.list();
      if (live.length !== 1) throw new Error(`there are ${live.length} calls`);
    },
  },
  {
    name: 'he asks for an agent, and nobody is there',
    gaps: ['stopPlaying caller', ...WAIT],
    arrange: (house) => house.inMenu(),
    act: (house) => house.call.press('0'),
    right: (house) => house.waitsWithMusic(),
  },
  {
    name: 'he asks for an agent who is there',
    gaps: ['stopPlaying caller', ...WAIT, 'callAgent agent', ...JOIN],
    arrange: async (house) => {
      await house.inMenu();
      await house.ready();
    },
    act: (house) => house.call.press('0'),
    right: (house) => house.theyTalk(),
  },
  {
    name: 'an agent becomes ready for a caller who waits',
    gaps: ['callAgent agent', ...JOIN],
    arrange: (house) => house.waiting(),
    act: (house) => house.ready(),
    right: (house) => house.theyTalk(),
  },
  {
    name: 'she refuses an offer',
    gaps: ['hangUp agent'],
    arrange: (house) => house.ringing(),
    act: async (house) => {
      const [offer] = await house.bench.stores.acd.liveOffers();
      if (offer) await house.actions.declineOffer(ALICE, offer.offerId);
    },
    right: async (house) => {
      await house.waitsWithMusic();
      await eventually('her phone does not ring', () => house.agentCall.ended);
    },
  },
  {
    name: 'he hangs up while her phone rings',
    gaps: ['hangUp agent'],
    arrange: (house) => house.ringing(),
    act: (house) => house.call.hangUp(),
    right: (house) => house.allAreReleased(),
  },
  {
    name: 'hold',
    gaps: PART.filter((gap) => gap !== 'stopPlaying caller'),
    arrange: (house) => house.talking(),
    act: (house) => house.actions.hold(ALICE, house.callId),
    right: (house) => house.onHold(),
  },
  {
    name: 'resume',
    gaps: JOIN,
    arrange: async (house) => {
      await house.talking();
      await house.actions.hold(ALICE, house.callId);
      await house.bench.hears(house.call, MUSIC_HERTZ);
    },
    act: (house) => house.actions.resume(ALICE, house.callId),
    right: (house) => house.theyTalk(),
  },
  {
    name: 'the agent ends the talk at the desk',
    gaps: ['hangUp caller', 'hangUp agent'],
    arrange: (house) => house.talking(),
    act: (house) => house.actions.hangUp(ALICE, house.callId),
    right: (house) => house.allAreReleased(),
  },
  {
    name: 'the agent puts down her phone',
    gaps: ['hangUp caller'],
    arrange: (house) => house.talking(),
    act: (house) => house.agentCall.hangUp(),
    right: (house) => house.allAreReleased(),
  },
  {
    name: 'the caller hangs up in the talk',
    gaps: ['hangUp agent'],
    arrange: (house) => house.talking(),
    act: (house) => house.call.hangUp(),
    right: (house) => house.allAreReleased(),
  },
  {
    name: 'he is asked how it was',
    gaps: ['unbridge caller', 'armFallback caller', 'play caller', 'hangUp agent'],
    arrange: async (house) => {
      house.bench.surveyShare = 1;
      await house.talking();
    },
    act: (house) => house.actions.hangUp(ALICE, house.callId),
    right: async (house) => {
      await house.bench.hears(house.call, PROMPT_HERTZ.survey);
      await eventually('the agent’s leg is over', () => house.agentCall.ended);
    },
  },
  {
    name: 'she is done with her wrap-up while a caller waits',
    gaps: ['callAgent agent', ...JOIN],
    arrange: async (house) => {
      await house.talking();
      await house.actions.hangUp(ALICE, house.callId);
      await eventually('she wraps up', async () => (await house.bench.agentState()) === 'wrap-up');
      await house.ready();
      await house.waiting();
    },
    act: (house) => house.actions.finishWrapUp(ALICE),
    right: (house) => house.theyTalk(),
  },
  {
    name: 'consult',
    gaps: [...PART, 'stopPlaying agent', 'playTone agent', 'callCustomer far-party', 'bridge agent'],
    arrange: (house) => house.talking(),
    act: (house) => house.actions.consult(ALICE, house.callId, askingNumber(FAR_NUMBER)),
    right: async (house) => {
      // A far party that was never called is not called by another server: she is back with her caller.
      const call = await eventually('they speak, or are back', async () => {
        const now = await house.bench.call(house.callId);
        return now?.farParty?.state === 'answered' || now?.state === 'talking' ? now : null;
      });
      if (call.state === 'talking') return house.theyTalk();
      await house.bench.bridged(house.callId, 'agent', 'far-party');
      await house.bench.hears(house.call, MUSIC_HERTZ);
      await house.isGuarded();
    },
  },
  {
    name: 'back from a consult',
    gaps: [...JOIN, 'hangUp far-party'],
    arrange: (house) => house.consulting(),
    act: (house) => house.actions.cancelConsult(ALICE, house.callId),
    right: async (house) => {
      await house.theyTalk();
      await eventually('the far party is released', () => house.bench.far.calls.every((one) => one.ended));
    },
  },
  {
    name: 'connect',
    gaps: [...JOIN, 'hangUp agent'],
    arrange: (house) => house.consulting(),
    act: (house) => house.actions.completeConsult(ALICE, house.callId),
    right: async (house) => {
      await house.theyAreConnected();
      await eventually('the agent’s leg is over', () => house.agentCall.ended);
    },
  },
  {
    name: 'the far party hangs up in a consult',
    gaps: JOIN,
    arrange: (house) => house.consulting(),
    act: async (house) => (await house.bench.farCall()).hangUp(),
    right: (house) => house.theyTalk(),
  },
  {
    name: 'the flow dials on',
    gaps: ['stopPlaying caller', 'playTone caller', 'armFallback caller', 'callCustomer far-party', ...JOIN],
    arrange: (house) => house.inMenu(),
    act: (house) => house.call.press('1'),
    right: async (house) => {
      // A number that was never called is not called by another server: the flow says that nobody is reached.
      const call = await eventually('connected, or told', async () => {
        const now = await house.bench.call(house.callId);
        const isTold = now?.state === 'in-ivr' && now.farParty?.state === 'failed';
        return now?.state === 'connected' || isTold ? now : null;
      });
      if (call.state === 'connected') return house.theyAreConnected();
      await house.bench.hears(house.call, PROMPT_HERTZ.notReached);
    },
  },
  {
    name: 'the agent dials',
    gaps: ['callAgent agent', 'playTone agent', 'callCustomer called', 'bridge called'],
    arrange: () => Promise.resolve(),
    act: async (house) => {
      const { callId } = await house.actions.dial(ALICE, { number: FAR_NUMBER, customerId: null });
      house.callId = callId;
    },
    right: async (house) => {
      const [call] = await house.bench.stores.calls.list();
      // Nobody was called yet: she is told, and dials again.
      if (call === undefined) return house.bench.quiet();
      await house.theyTalk(call.callId);
    },
  },
  {
    name: 'she hands him to a queue',
    gaps: ['unbridge caller', 'stopPlaying caller', ...WAIT],
    arrange: (house) => house.talking(),
    act: (house) =>
      house.actions.transfer(ALICE, house.callId, {
        requestId: randomUUID(),
        to: { kind: 'queue', queueId: 'general' },
      }),
    right: async (house) => {
      await house.waitsWithMusic();
      await eventually('the agent’s leg is over', () => house.agentCall.ended);
    },
  },
  {
    name: 'she hands him to a number',
    gaps: [
      ...['unbridge caller', 'stopPlaying caller', 'playTone caller', 'armFallback caller'],
      ...['callCustomer far-party', ...JOIN],
    ],
    arrange: (house) => house.talking(),
    act: (house) =>
      house.actions.transfer(ALICE, house.callId, {
        requestId: randomUUID(),
        to: { kind: 'number', number: FAR_NUMBER },
      }),
    right: async (house) => {
      // A number that was never called is not called by another server: he is at the head of his queue.
      const call = await eventually('connected, or back in the queue', async () => {
        const now = await house.bench.call(house.callId);
        return now?.state === 'connected' || now?.state === 'queued' ? now : null;
      });
      await eventually('the agent’s leg is over', () => house.agentCall.ended);
      return call.state === 'connected' ? house.theyAreConnected() : house.waitsWithMusic();
    },
  },
  {
    name: 'her telephone is gone, and she stays away',
    gaps: [
      'hangUp agent',
      'armFallback caller',
      'playMusic caller',
      'announceOverMusic caller',
      'stopPlaying caller',
    ],
    arrange: (house) => house.talking(),
    act: (house) => house.bench.unregisterAlice(),
    right: async (house) => {
      await house.waitsWithMusic();
      await eventually('the agent’s leg is over', () => house.agentCall.ended);
      await eventually('Alice is free', async () => (await house.bench.agentState()) === 'idle');
    },
  },
  {
    name: 'a waiting caller asks to be called back',
    gaps: ['unbridge caller', 'armFallback caller', 'stopPlaying caller', 'play caller', 'hangUp caller'],
    arrange: (house) => house.waiting(),
    act: (house) => house.call.press('1'),
    right: (house) => house.noted(),
  },
  {
    name: 'a callback begins',
    gaps: ['callAgent agent', 'playTone agent', 'callCustomer called', 'bridge called'],
    arrange: (house) => house.askedForCallback(),
    act: (house) => house.ready(),
    right: async (house) => {
      await house.theyTalk();
      if (house.bench.far.calls.filter((one) => !one.ended && one.dialed === CAROL).length !== 1)
        throw new Error('her phone was not called once');
    },
  },
];
