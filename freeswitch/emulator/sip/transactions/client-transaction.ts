import { serialize, type ReceivedResponse, type SipRequest } from '../message/message';
import type { Flow } from '../transports/flow';
import { T2_MS, T4_MS, TIMEOUT_MS, Timers } from './timers';

/** Why no final response came. */
export type ClientFailure = 'timeout' | 'unreachable';

export interface ClientListener {
  onResponse(response: ReceivedResponse): void;
  /** At most once, and then no response follows. */
  onFailure(failure: ClientFailure): void;
}

export interface ClientTransaction {
  readonly request: SipRequest;
  readonly flow: Flow;
  receive(response: ReceivedResponse): void;
  /** The far side cannot be reached. */
  fail(failure: ClientFailure): void;
  /** Ends without a word. */
  destroy(): void;
}

/**
 * Any request but INVITE (RFC 3261 §17.1.2):
 *
 *   trying ──1xx──▶ proceeding ──2xx–6xx──▶ completed ──K──▶ terminated
 *      └──────────────2xx–6xx─────────────▶     F, transport error: terminated
 */
export class NonInviteClient implements ClientTransaction {
  /** completed: the answer is known, its retransmissions are swallowed. */
  #state: 'trying' | 'proceeding' | 'completed' | 'terminated' = 'trying';
  readonly #timers = new Timers();

  constructor(
    readonly request: SipRequest,
    readonly flow: Flow,
    private readonly listener: ClientListener,
    private readonly ended: () => void,
  ) {}

  start(): void {
    if (!this.flow.isReliable) {
      this.#timers.repeat('E', T2_MS, () => this.#send());
    }
    this.#timers.start('F', TIMEOUT_MS, () => this.fail('timeout'));
    this.#send();
  }

  receive(response: ReceivedResponse): void {
    if (this.#state !== 'trying' && this.#state !== 'proceeding') return;
    if (response.status < 200) {
      // From now on every T2 (§17.1.2.2).
      if (!this.flow.isReliable) this.#timers.repeat('E', T2_MS, () => this.#send(), T2_MS);
      this.#state = 'proceeding';
    } else {
      this.#state = 'completed';
      this.#timers.stopAll();
      if (this.flow.isReliable) this.destroy();
      else this.#timers.start('K', T4_MS, () => this.destroy());
    }
    this.listener.onResponse(response);
  }

  fail(failure: ClientFailure): void {
    if (this.#state !== 'trying' && this.#state !== 'proceeding') return;
    this.destroy();
    this.listener.onFailure(failure);
  }

  destroy(): void {
    if (this.#state === 'terminated') return;
    this.#state = 'terminated';
    this.#timers.stopAll();
    this.ended();
  }

  #send(): void {
    this.flow.send(serialize(this.request), () => this.fail('unreachable'));
  }
}
