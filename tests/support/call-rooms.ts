import { randomUUID } from 'node:crypto';
import type { Callback } from '../../server/acd/callback-store';
import { compileQueues } from '../../server/acd/compile-queues';
import type { CompiledQueues } from '../../server/acd/queue-settings';
import type { LiveCall } from '../../server/calls/call-store';
import type { LegSnapshot, Switch } from '../../server/calls/switch';
import type { CallRooms } from '../../server/compose-calls';
import { agentId, offerId, type CallId, type LegId } from '../../server/contract/ids';
import { queueConfigSchema, type QueueConfigQueue } from '../../server/contract/queue-config';
import type { RedisStores } from '../../server/redis';
import { CallServer, PACK_SOUNDS, PROMPT_HERTZ } from './call-server';
import { eventually } from './eventually';
import type { SwitchKind } from './launch-switch';
import { startTestRedis, testPrefix, testStores, type TestRedis } from './redis';
import type { ServerDeath } from './server-death';
import { SipParty, type PartyCall } from './sip-party';
import { AGENTS, startSwitchUnderTest, type SwitchUnderTest } from './switch-under-test';

export const CALLER_HERTZ = 1500;
export const FAR_HERTZ = 2000;
export const ALICE = agentId('1001');

/** The rooms a call goes through on a real switch and a real Redis, with a pack of our own; without database and desk. */
export class CallRoomsBench {
  under!: SwitchUnderTest;
  stores!: RedisStores;
  caller!: SipParty;
  far!: SipParty;
  alice!: SipParty;
  /** Callbacks that were given up. */
  readonly tasks: Callback[] = [];
  /** Talks that were not recorded: why. */
  readonly recordingFaults: string[] = [];
  /** What was mended: its kind, and when. */
  readonly repairs: string[] = [];
  #redis!: TestRedis;
  #server!: CallServer;

  constructor(
    readonly kind: SwitchKind,
    /** Every server can be made to die by it. */
    private readonly death?: ServerDeath,
  ) {}

  async open(): Promise<void> {
    this.#redis = await startTestRedis();
    this.caller = await SipParty.open(CALLER_HERTZ);
    this.far = await SipParty.open(FAR_HERTZ);
    this.alice = await SipParty.open(1000);
    // FreeSWITCH does not always bridge a parked leg from which it never heard anything.
    this.far.speaksAtOnce = true;
    this.alice.speaksAtOnce = true;
    this.under = await startSwitchUnderTest(this.kind, { sounds: PACK_SOUNDS });
    this.stores = await testStores(await this.#redis.connect(), { prefix: testPrefix() });
    await this.stores.acd.applyQueues(this.#queues());
    await this.startServer();
    await this.stores.agents.logIn({
      agentId: ALICE,
      displayName: 'Alice',
      sessionId: 'one',
      sipUser: '1001',
      takeOver: false,
    });
    await this.registerAlice();
  }

  async registerAlice(): Promise<void> {
    await this.phoneReturns();
    await eventually('Alice is reachable', async () => (await this.stores.agents.get(ALICE))?.reachable);
  }

  /** Whether or not there is a server that hears of it. */
  async phoneReturns(): Promise<void> {
    await this.alice.register(this.under.agentSide, this.#account, 600);
  }

  /** Her phone is gone; she is still logged in. */
  async unregisterAlice(): Promise<void> {
    await this.alice.register(this.under.agentSide, this.#account, 0);
  }

  get #account() {
    return { user: '1001', password: AGENTS['1001'], domain: this.under.domain };
  }

  async close(): Promise<void> {
    await this.killServer();
    await this.under.stop();
    for (const party of [this.caller, this.far, this.alice]) party.close();
    await this.#redis.stop();
  }

  /** A server that owns the switch from now on. */
  async startServer(): Promise<void> {
    this.#server = await CallServer.start({
      stores: this.stores,
      under: [this.under],
      trunk: this.far.address,
      queues: () => this.#queues(),
      makeTask: (callback) => this.tasks.push(callback),
      roundMs: this.roundMs,
      onRepair: (what) => this.repairs.push(what),
      onRecordingFault: (fault) => this.recordingFaults.push(fault),
      ...(this.death === undefined ? {} : { death: this.death }),
    });
  }

  /** Its connections are gone; nothing of what it knew is kept. */
  async killServer(): Promise<void> {
    await this.#server.stop();
  }

  /** After its death: the next one takes over. */
  async replaceServer(): Promise<void> {
    await this.#server.bury();
    await this.startServer();
  }

  /** Redis is there and does not answer, so that what happens meanwhile is acted upon later. */
  freezeStores(): void {
    this.#redis.freeze();
  }

  thawStores(): void {
    this.#redis.thaw();
  }

  get rooms(): CallRooms {
    return this.#server.rooms;
  }

  get switch(): Switch {
    return this.#server.switch(this.under.id);
  }

  /** Carol has reached the menu. */
  async callerInMenu(): Promise<{ call: PartyCall; callId: CallId }> {
    const before = new Set((await this.stores.calls.list()).map((one) => one.callId));
    const call = await this.caller.call(this.under.carrierSide, '1000');
    const live = await eventually('the call has arrived', async () =>
      (await this.stores.calls.list()).find((one) => !before.has(one.callId)),
    );
    await this.hears(call, PROMPT_HERTZ.menu);
    return { call, callId: live.callId };
  }

  /** Carol talks with Alice. */
  async talk(): Promise<{ call: PartyCall; callId: CallId; agentCall: PartyCall }> {
    const { call, callId } = await this.callerInMenu();
    await this.rooms.actions.setPresence(ALICE, { presence: 'ready' });
    await call.press('0');
    await this.state(callId, 'talking');
    const agentCall = await eventually('Alice’s phone is in a call', () =>
      this.alice.calls.findLast((one) => !one.ended),
    );
    await this.bridged(callId, 'agent', 'customer');
    await this.rooms.actions.setPresence(ALICE, { presence: 'break', reason: null });
    return { call, callId, agentCall };
  }

  call(callId: CallId): Promise<LiveCall | null> {
    return this.stores.calls.get(callId);
  }

  async state(callId: CallId, state: LiveCall['state']): Promise<LiveCall> {
    return eventually(`the call is ${state}`, async () => {
      const call = await this.call(callId);
      return call?.state === state ? call : null;
    });
  }

  /** The two legs of that call hear each other, as the switch says. */
  async bridged(callId: CallId, one: Side, other: Side): Promise<void> {
    await eventually(`${one} and ${other} are bridged`, async () => {
      const call = await this.call(callId);
      const legs = (await this.switch.snapshot()).legs;
      const [a, b] = [legOf(call, one), legOf(call, other)];
      return a !== null && b !== null && find(legs, a)?.bridgedTo === b && find(legs, b)?.bridgedTo === a;
    });
  }

  async hears(call: PartyCall, hertz: number): Promise<void> {
    const heard = () => call.media.tone(150)?.hertz ?? 0;
    try {
      await eventually(`${hertz} Hz is heard`, () => Math.abs(heard() - hertz) <= 20);
    } catch (cause) {
      const { packetsHeard, largestGapMs } = call.media;
      throw new Error(
        `Not ${hertz} Hz but ${heard()} Hz is heard, ${packetsHeard} packets, longest gap ${largestGapMs} ms`,
        { cause },
      );
    }
  }

  /** The call that rings or talks at the far party's phone. */
  farCall(): Promise<PartyCall> {
    return eventually('the far party is called', () => this.far.calls.findLast((one) => !one.ended));
  }

  async eventTypes(callId: CallId): Promise<readonly string[]> {
    const all = await this.stores.events.readAfter('0-0', 10_000);
    return all.filter((event) => event.callId === callId).map(({ type }) => type);
  }

  async agentState(): Promise<string | undefined> {
    return (await this.stores.agents.get(ALICE))?.state;
  }

  /** Alice is idle, nobody is on the switch and no call is left. */
  async quiet(): Promise<void> {
    await eventually('no call is live', async () => (await this.stores.calls.list()).length === 0);
    await eventually('no leg is left', async () => (await this.switch.snapshot()).legs.length === 0);
    const alice = await this.stores.agents.get(ALICE);
    if (alice?.state === 'wrap-up') await this.rooms.actions.finishWrapUp(ALICE);
    await eventually('Alice is idle', async () => (await this.agentState()) === 'idle');
    this.far.behaviours.clear();
    for (const party of [this.caller, this.alice, this.far]) party.forgetEnded();
  }

  /** Ends whatever is left on the switch. */
  async sweep(): Promise<void> {
    for (const { legId } of (await this.switch.snapshot()).legs)
      await this.switch.hangUp(legId).catch(() => undefined);
    await this.quiet().catch(() => undefined);
  }

  newOffer() {
    return offerId(randomUUID());
  }

  #queues(): CompiledQueues {
    const { surveyShare, comfortS } = this;
    const settings = { offerTimeoutS: 20, wrapUpS: 60, surveyShare, comfortS, ...this.queue };
    const queue = { queueId: 'general', name: 'General', agents: [ALICE], ...settings };
    return compileQueues(queueConfigSchema.parse({ queues: [queue] }));
  }

  surveyShare = 0;
  comfortS = 0;
  /** Read when a server begins; shorter than in life, and still longer than what is on its way takes. */
  roundMs = 3000;
  /** More of its queue's settings; read when a server asks. */
  queue: Partial<QueueConfigQueue> = {};
}

export type Side = 'customer' | 'agent' | 'far-party';

function legOf(call: LiveCall | null, side: Side): LegId | null {
  if (side === 'customer') return call?.customerLegId ?? null;
  return (side === 'agent' ? call?.agentLegId : call?.farParty?.legId) ?? null;
}

const find = (legs: readonly LegSnapshot[], legId: LegId): LegSnapshot | undefined =>
  legs.find((leg) => leg.legId === legId);
