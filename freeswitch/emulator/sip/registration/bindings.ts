import type { SipStackEvents } from '../../ports';
import { Timers } from '../transactions/timers';
import type { Flow } from '../transports/flow';

/** Where a softphone is reached: a contact, and the WebSocket it registered it over. */
export interface Binding {
  readonly user: string;
  readonly contact: string;
  readonly flow: Flow;
  readonly expiresAt: number;
  readonly userAgent: string;
  /** Of the REGISTER, to tell an overtaken one (RFC 3261 §10.3 step 7). */
  readonly callId: string;
  readonly cseq: number;
}

/** Who is registered where. */
export class Bindings {
  readonly #byUser = new Map<string, Map<string, Binding>>();
  readonly #timers = new Timers();

  constructor(
    private readonly events: Pick<SipStackEvents, 'onRegistered' | 'onUnregistered'>,
    private readonly now: () => number,
  ) {}

  /** Those of one user, the newest last. */
  of(user: string): readonly Binding[] {
    return [...(this.#byUser.get(user)?.values() ?? [])];
  }

  all(): readonly Binding[] {
    return [...this.#byUser.keys()].flatMap((user) => this.of(user));
  }

  /** New, refreshed, or moved to another WebSocket. */
  put(binding: Binding): void {
    const { user, contact, flow, expiresAt, userAgent } = binding;
    const contacts = this.#byUser.get(user) ?? new Map<string, Binding>();
    this.#byUser.set(user, contacts);
    contacts.delete(contact);
    contacts.set(contact, binding);
    const left = expiresAt - this.now();
    this.#timers.start(timerName(user, contact), left, () => this.remove(user, contact, 'expired'));
    const expires = Math.round(left / 1000);
    this.events.onRegistered({ user, contact, remote: flow.remote, expires, userAgent });
  }

  remove(user: string, contact: string, reason: string): void {
    const contacts = this.#byUser.get(user);
    if (!contacts?.delete(contact)) return;
    if (contacts.size === 0) this.#byUser.delete(user);
    this.#timers.stop(timerName(user, contact));
    this.events.onUnregistered({ user, contact, reason });
  }

  flowClosed(flow: Flow): void {
    for (const binding of this.all()) {
      if (binding.flow === flow) this.remove(binding.user, binding.contact, 'socket-disconnection');
    }
  }

  /** Without a word: whoever stops us knows. */
  stop(): void {
    this.#timers.stopAll();
    this.#byUser.clear();
  }
}

const timerName = (user: string, contact: string): string => `${user} ${contact}`;
