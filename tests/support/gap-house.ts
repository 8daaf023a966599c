import type { CallId } from '../../server/contract/ids';
import { ALICE, CALLER_HERTZ, FAR_HERTZ, type CallRoomsBench } from './call-rooms';
import { askingNumber } from './asking';
import { FAR_NUMBER } from './call-server';
import type { Colleague } from './colleague';
import { eventually } from './eventually';
import type { ServerDeath } from './server-death';
import type { PartyCall } from './sip-party';
import { MUSIC_HERTZ } from './switch-under-test';

/** Carol, Alice and the far party; and what a scenario says of them. */
export class GapHouse {
  call!: PartyCall;
  callId!: CallId;
  agentCall!: PartyCall;
  /** On a break unless a scenario is about him. */
  bob!: Colleague;

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
