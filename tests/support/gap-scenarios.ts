import { ALICE, CALLER_HERTZ, FAR_HERTZ, type CallRoomsBench } from './call-rooms';
import { FAR_NUMBER, PROMPT_HERTZ } from './call-server';
import type { CallId } from '../../server/contract/ids';
import { eventually } from './eventually';
import type { PartyCall } from './sip-party';
import { MUSIC_HERTZ } from './switch-under-test';
import type { ServerDeath } from './server-death';
import { askingNumber } from './asking';

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

/** Carol, Alice and the far party; and what a scenario says of them. */
export class GapHouse {
  call!: PartyCall;
  callId!: CallId;
  agentCall!: PartyCall;

  constructor(
    readonly bench: CallRoomsBench,
    readonly death: ServerDeath,
  ) {}

  get actions() {
    return this.bench.rooms.actions;
  }

  async inMenu(): Promise<void> {
    Object.assign(this, await this.bench.callerInMenu());
  }

  async waiting(): Promise<void> {
    await this.inMenu();
    await this.call.press('0');
    await this.bench.state(this.callId, 'queued');
    await this.bench.hears(this.call, MUSIC_HERTZ);
  }

  async talking(): Promise<void> {
    Object.assign(this, await this.bench.talk());
  }

  async ringing(): Promise<void> {
    this.bench.alice.behaviours.set('1001', 'ring');
    await this.waiting();
    await this.ready();
    this.agentCall = await this.alicesPhone();
  }

  async consulting(): Promise<void> {
    await this.talking();
    await this.actions.consult(ALICE, this.callId, askingNumber(FAR_NUMBER));
    await this.bench.bridged(this.callId, 'agent', 'far-party');
  }

  async askedForCallback(): Promise<void> {
    await this.waiting();
    await this.call.press('1');
    await this.noted();
    this.callId = await eventually('she is to be called back', () => this.callback());
  }

  ready(): Promise<void> {
    return this.actions.setPresence(ALICE, { presence: 'ready' });
  }

  alicesPhone(): Promise<PartyCall> {
    return eventually('Alice’s phone is called', () => this.bench.alice.calls.findLast((one) => !one.ended));
  }

  /** Carol talks with Alice, who has one call alone; no guard is left that would take her away. */
  async theyTalk(callId = this.callId): Promise<void> {
    await this.bench.state(callId, 'talking');
    await this.bench.bridged(callId, 'agent', 'customer');
    await this.unguarded(callId);
    await this.oneCallEach();
    await eventually('Alice is in the call', async () => (await this.bench.agentState()) === 'on-call');
    // The embedded switch's agents are heard as silence here: tests/support/browser-relay.ts.
    if (this.bench.kind === 'embedded') return;
    const isOurs = (await this.bench.call(callId))?.direction === 'outbound';
    await this.bench.hears(await this.alicesPhone(), isOurs ? FAR_HERTZ : CALLER_HERTZ);
  }

  async theyAreConnected(): Promise<void> {
    await this.bench.state(this.callId, 'connected');
    await this.bench.bridged(this.callId, 'customer', 'far-party');
    await this.bench.hears(this.call, FAR_HERTZ);
    await this.unguarded(this.callId);
    await this.oneCallEach();
  }

  async waitsWithMusic(): Promise<void> {
    await this.bench.state(this.callId, 'queued');
    await this.bench.hears(this.call, MUSIC_HERTZ);
    await this.isGuarded();
  }

  async onHold(): Promise<void> {
    await this.bench.state(this.callId, 'held');
    await this.bench.hears(this.call, MUSIC_HERTZ);
    await this.isGuarded();
    await this.actions.resume(ALICE, this.callId);
    await this.theyTalk();
  }

  async allAreReleased(): Promise<void> {
    await this.bench.state(this.callId, 'ended');
    await eventually('Carol’s leg is over', () => this.call.ended);
    await eventually('Alice’s leg is over', () => this.bench.alice.calls.every((one) => one.ended));
    await eventually('nobody is called', () => this.bench.far.calls.every((one) => one.ended));
  }

  async noted(): Promise<void> {
    await eventually('her call is over', () => this.call.ended);
    await eventually('the callback waits', async () => (await this.callback()) !== undefined);
  }

  async callback(): Promise<CallId | undefined> {
    const live = await this.bench.stores.calls.list();
    const callbacks = live.filter(({ callbackId }) => callbackId !== null);
    if (callbacks.length > 1) throw new Error('she would be called back twice');
    return callbacks[0]?.callId;
  }

  async isGuarded(): Promise<void> {
    const legId = (await this.bench.call(this.callId))?.customerLegId;
    await eventually('Carol is guarded', () => legId !== undefined && this.death.guarded.has(legId));
  }

  async unguarded(callId: CallId): Promise<void> {
    const legId = (await this.bench.call(callId))?.customerLegId;
    await eventually('no guard is left', () => legId !== undefined && !this.death.guarded.has(legId));
  }

  async oneCallEach(): Promise<void> {
    for (const party of [this.bench.caller, this.bench.alice, this.bench.far])
      await eventually('nobody has two calls', () => party.calls.filter((one) => !one.ended).length <= 1);
  }
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
    gaps: [
      'callAgent agent',
      'playTone agent',
      'callCustomer called',
      'bridge called',
      'disarmFallback called',
    ],
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
    name: 'a waiting caller asks to be called back',
    gaps: ['unbridge caller', 'armFallback caller', 'stopPlaying caller', 'play caller', 'hangUp caller'],
    arrange: (house) => house.waiting(),
    act: (house) => house.call.press('1'),
    right: (house) => house.noted(),
  },
  {
    name: 'a callback begins',
    gaps: [
      'callAgent agent',
      'playTone agent',
      'callCustomer called',
      'bridge called',
      'disarmFallback called',
    ],
    arrange: (house) => house.askedForCallback(),
    act: (house) => house.ready(),
    right: async (house) => {
      await house.theyTalk();
      if (house.bench.far.calls.filter((one) => !one.ended && one.dialed === CAROL).length !== 1)
        throw new Error('her phone was not called once');
    },
  },
];
