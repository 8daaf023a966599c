import { randomUUID } from 'node:crypto';
import type { Recording } from '../../ports';
import type { Cause } from '../causes';
import type { Channel } from '../channel/channel';
import type { ChannelState } from '../channel/states';
import type { EventName, OriginKey } from '../events/origins';
import type { EventBus } from '../events/event-bus';
import type { Header } from '../events/fired-event';
import type { Endpoint } from '../legs/endpoint';
import { Output } from '../legs/output';
import { Signal } from '../signal';
import type { Bridge } from './bridge';
import { PrivateQueue, type PrivateExecute } from './private-queue';

export interface AppCall {
  readonly name: string;
  readonly data: string;
}

/** Runs one application to its end. */
export type RunApplication = (session: Session, app: AppCall) => Promise<void>;

/** FreeSWITCH ends a leg that nests deeper. */
const DEEPEST = 32;

/**
 * One leg and the thread that works for it. The thread itself is run() in state-machine.ts; here is what others
 * see of it and how they interrupt it: by a change of state, a queued execute, a break or a hang-up.
 */
export class Session {
  readonly output = new Output();
  readonly signal = new Signal();
  readonly queue = new PrivateQueue();
  readonly recordings = new Map<string, Recording>();
  endpoint!: Endpoint;
  bridge: Bridge | null = null;
  /** CF_BREAK: the application that runs stops as soon as it looks. */
  breaking = false;
  /** CF_BROADCAST: an execute of the event socket runs. CF_STOP_BROADCAST: all of them are to end. */
  broadcast = false;
  stopBroadcast = false;
  /** For the next application that can be steered; waits for it. */
  readonly steering: string[] = [];
  /** Ends the watch over a far party that may vanish. */
  stopWatching: () => void = () => undefined;
  /** The park loop holds it. */
  parked = false;
  private pending: ChannelState | null = null;
  private depth = 0;
  private runApplication: RunApplication = () => Promise.resolve();

  constructor(
    readonly channel: Channel,
    private readonly bus: EventBus,
    private readonly now: () => number,
  ) {}

  /** Set once, by whoever builds sessions: applications know sessions, not the other way round. */
  useApplications(run: RunApplication): void {
    this.runApplication = run;
  }

  get uuid(): string {
    return this.channel.uuid;
  }

  get isUp(): boolean {
    return this.channel.hangupCause === null;
  }

  /** switch_channel_ready: alive and not on the way to another state. */
  get isReady(): boolean {
    return this.isUp && this.pending === null;
  }

  fire(name: EventName, extra: readonly Header[] = [], origin?: OriginKey): void {
    this.bus.fire(
      name,
      [...this.channel.extendedHeaders(), ...extra],
      origin === undefined ? {} : { origin },
    );
  }

  /** With headers before those of the channel, where FreeSWITCH puts them. */
  fireAfter(first: readonly Header[], name: EventName): void {
    this.bus.fire(name, [...first, ...this.channel.extendedHeaders()]);
  }

  /** Takes the thread out of what it does and into another state. */
  setState(state: ChannelState): void {
    if (!this.isUp) return;
    this.pending = state;
    this.channel.nextState = state;
    this.signal.notify();
  }

  /** The state to work on now; the thread calls it. */
  takeState(): ChannelState | null {
    const state = this.pending;
    this.pending = null;
    return state;
  }

  hangUp(cause: Cause): void {
    const { channel } = this;
    if (channel.hangupCause !== null) return;
    channel.hangupCause = cause;
    channel.nextState = 'CS_HANGUP';
    channel.profile.times.hangup = this.now();
    this.fire('CHANNEL_HANGUP');
    this.signal.notify();
  }

  enqueue(event: PrivateExecute): void {
    this.queue.push(event);
    this.signal.notify();
  }

  /** uuid_break: `all` drops what is queued, too. */
  breakOff(all: boolean): void {
    if (all) this.queue.flush();
    this.stopBroadcasts();
    this.breaking = true;
    this.signal.notify();
  }

  stopBroadcasts(): void {
    if (!this.broadcast) return;
    this.stopBroadcast = true;
    this.breaking = true;
  }

  /** Runs queued executes, nested in whatever runs. @returns whether there was one (switch_ivr_parse_all_events) */
  async runQueued(): Promise<boolean> {
    let ran = false;
    while (this.depth < DEEPEST) {
      const event = this.queue.take();
      if (event === null) break;
      ran = true;
      this.depth += 1;
      try {
        if (await this.runPrivate(event)) break;
      } finally {
        this.depth -= 1;
      }
    }
    return ran;
  }

  /** switch_core_session_exec. */
  async execute(app: AppCall, uuid: string = randomUUID()): Promise<void> {
    const { channel } = this;
    channel.set('current_application', app.name);
    channel.set('current_application_data', app.data === '' ? null : app.data);
    channel.set('current_application_response', null);
    const what: Header[] = [
      ['Application', app.name],
      ...(app.data === '' ? [] : [['Application-Data', app.data] as const]),
    ];
    this.fire('CHANNEL_EXECUTE', [...what, ['Application-UUID', uuid]]);
    this.breaking = false;
    await this.runApplication(this, app);
    const response = channel.get('current_application_response') ?? '_none_';
    this.fire('CHANNEL_EXECUTE_COMPLETE', [
      ...what,
      ['Application-Response', response],
      ['Application-UUID', uuid],
    ]);
  }

  /** switch_ivr_parse_event. @returns true when the application outside is to stop, too */
  private async runPrivate(event: PrivateExecute): Promise<boolean> {
    const { channel } = this;
    this.stopBroadcast = false;
    let inner = this.bridge === null;
    if (!this.broadcast) {
      this.broadcast = true;
      inner = false;
    }
    const unlock = event.lock ? this.queue.lock() : () => undefined;
    channel.set('current_loop', '1');
    channel.set('total_loops', '1');
    await this.execute(event.app, event.uuid);
    channel.set('current_loop', null);
    channel.set('total_loops', null);
    if (!inner) this.broadcast = false;
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- set while it ran
    if (this.stopBroadcast) {
      this.broadcast = false;
      this.breaking = true;
    }
    unlock();
    return this.breaking;
  }
}
