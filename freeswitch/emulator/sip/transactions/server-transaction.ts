import { serialize, type ReceivedRequest, type SipResponse } from '../message/message';
import { createResponse, type ResponseExtras } from '../message/responses';
import type { Flow } from '../transports/flow';
import { T2_MS, T4_MS, TIMEOUT_MS, Timers } from './timers';

/** A request that came, and the way to answer it. */
export abstract class ServerTransaction {
  protected readonly timers = new Timers();
  /** Where responses go; the request itself may have come from another port (RFC 3261 §18.2.2). */
  protected readonly reply: Flow;
  protected last: string | null = null;
  /** Its WebSocket is gone, or its time is over: nobody is there to hear an answer. */
  protected isDestroyed = false;

  constructor(
    readonly request: ReceivedRequest,
    readonly flow: Flow,
    private readonly ended: () => void,
  ) {
    this.reply = flow.replyTo(request.via);
  }

  respond(status: number, extras: ResponseExtras = {}): void {
    this.send(createResponse(this.request, status, extras));
  }

  /** Not before the first final response, and after it not another one. */
  abstract get isAnswered(): boolean;
  abstract send(response: SipResponse): void;
  /** The same request came again. */
  abstract retransmitted(): void;

  destroy(): void {
    this.isDestroyed = true;
    this.timers.stopAll();
    this.ended();
  }

  protected sendLast(): void {
    // A response that cannot be delivered has nobody to be told: the far side gives up by itself.
    if (this.last !== null) this.reply.send(this.last, () => undefined);
  }
}

/**
 * Any request but INVITE (RFC 3261 §17.2.2): trying ──1xx──▶ proceeding ──final──▶ completed ──J──▶ terminated.
 * A user that answers nothing does not keep it alive for ever (RFC 4320 §4.1).
 */
export class NonInviteServer extends ServerTransaction {
  #isAnswered = false;

  constructor(request: ReceivedRequest, flow: Flow, ended: () => void) {
    super(request, flow, ended);
    this.timers.start('J', TIMEOUT_MS, () => this.destroy());
  }

  get isAnswered(): boolean {
    return this.#isAnswered;
  }

  send(response: SipResponse): void {
    if (this.#isAnswered || this.isDestroyed) return;
    this.last = serialize(response);
    this.sendLast();
    if (response.status < 200) return;
    this.#isAnswered = true;
    if (this.flow.isReliable) this.destroy();
    else this.timers.start('J', TIMEOUT_MS, () => this.destroy());
  }

  retransmitted(): void {
    this.sendLast();
  }
}

/**
 * INVITE as receiver (RFC 3261 §17.2.1 with RFC 6026 §7.1):
 *
 *   proceeding ──3xx–6xx──▶ completed ──ACK──▶ confirmed ──I──▶ terminated
 *        └──2xx──▶ accepted ──L──▶ terminated         H: terminated
 */
export class InviteServer extends ServerTransaction {
  /** accepted: the user sends its 2xx again by itself, retransmitted INVITEs are swallowed. */
  #state: 'proceeding' | 'completed' | 'confirmed' | 'accepted' = 'proceeding';
  #cancelled: () => void = () => undefined;

  get isAnswered(): boolean {
    return this.#state !== 'proceeding';
  }

  onCancel(listener: () => void): void {
    this.#cancelled = listener;
  }

  cancel(): void {
    if (this.#state === 'proceeding') this.#cancelled();
  }

  send(response: SipResponse): void {
    const isOk = response.status >= 200 && response.status < 300;
    if (this.isDestroyed) return;
    if (this.#state !== 'proceeding' && !(this.#state === 'accepted' && isOk)) return;
    this.last = serialize(response);
    this.sendLast();
    if (response.status < 200 || this.#state === 'accepted') return;
    this.#state = isOk ? 'accepted' : 'completed';
    // Timer L for an answer, timer H for a refusal that nobody acknowledges: both 64 T1.
    this.timers.start('H', TIMEOUT_MS, () => this.destroy());
    if (!isOk && !this.flow.isReliable) this.timers.repeat('G', T2_MS, () => this.sendLast());
  }

  retransmitted(): void {
    if (this.#state === 'proceeding' || this.#state === 'completed') this.sendLast();
  }

  /** @returns whether the ACK was for a refusal and so ends here */
  acknowledge(): boolean {
    if (this.#state === 'accepted' || this.#state === 'proceeding') return false;
    if (this.#state === 'completed') {
      this.#state = 'confirmed';
      this.timers.stopAll();
      if (this.flow.isReliable) this.destroy();
      else this.timers.start('I', T4_MS, () => this.destroy());
    }
    return true;
  }
}
