import { Headers } from '../message/headers';
import { serialize, type ReceivedResponse, type SipRequest } from '../message/message';
import type { Flow } from '../transports/flow';
import type { ClientFailure, ClientListener, ClientTransaction } from './client-transaction';
import { TIMEOUT_MS, Timers } from './timers';

/**
 * INVITE as sender (RFC 3261 §17.1.1 with RFC 6026 §7.2):
 *
 *   calling ──1xx──▶ proceeding ──3xx–6xx──▶ completed ──D──▶ terminated
 *      │                 └─────2xx────▶ accepted ──M──▶ terminated
 *      └── B, transport error: terminated
 */
export class InviteClient implements ClientTransaction {
  /** completed: refused and acknowledged; accepted: answered, each 2xx goes to the user, forks too. */
  #state: 'calling' | 'proceeding' | 'completed' | 'accepted' | 'terminated' = 'calling';
  readonly #timers = new Timers();

  constructor(
    readonly request: SipRequest,
    readonly flow: Flow,
    private readonly listener: ClientListener,
    private readonly ended: () => void,
  ) {}

  /** Whether a CANCEL may be sent now (RFC 3261 §9.1). */
  get isProceeding(): boolean {
    return this.#state === 'proceeding';
  }

  start(): void {
    // Timer A doubles without a limit of its own; timer B ends it.
    if (!this.flow.isReliable) this.#timers.repeat('A', TIMEOUT_MS, () => this.#send());
    this.#timers.start('B', TIMEOUT_MS, () => this.fail('timeout'));
    this.#send();
  }

  receive(response: ReceivedResponse): void {
    if (this.#state === 'completed') {
      if (response.status >= 300) this.#acknowledge(response);
      return;
    }
    if (this.#state === 'terminated') return;
    if (this.#state === 'accepted') {
      if (response.status >= 200 && response.status < 300) this.listener.onResponse(response);
      return;
    }
    this.#timers.stopAll();
    if (response.status < 200) this.#state = 'proceeding';
    else if (response.status < 300) this.#accepted();
    else this.#completed(response);
    this.listener.onResponse(response);
  }

  fail(failure: ClientFailure): void {
    if (this.#state !== 'calling' && this.#state !== 'proceeding') return;
    this.destroy();
    this.listener.onFailure(failure);
  }

  destroy(): void {
    if (this.#state === 'terminated') return;
    this.#state = 'terminated';
    this.#timers.stopAll();
    this.ended();
  }

  #accepted(): void {
    this.#state = 'accepted';
    this.#timers.start('M', TIMEOUT_MS, () => this.destroy());
  }

  #completed(response: ReceivedResponse): void {
    this.#state = 'completed';
    this.#acknowledge(response);
    if (this.flow.isReliable) this.destroy();
    else this.#timers.start('D', TIMEOUT_MS, () => this.destroy());
  }

  /** The ACK to a refusal belongs to the transaction and has its branch (RFC 3261 §17.1.1.3). */
  #acknowledge(response: ReceivedResponse): void {
    const { headers } = this.request;
    const ack = new Headers([
      ['Via', headers.list('Via')[0] ?? ''],
      ['Max-Forwards', '70'],
      ['From', headers.get('From') ?? ''],
      ['To', response.headers.get('To') ?? ''],
      ['Call-ID', headers.get('Call-ID') ?? ''],
      ['CSeq', `${response.cseq.number} ACK`],
    ]);
    for (const route of headers.getAll('Route')) ack.add('Route', route);
    const request = {
      kind: 'request',
      method: 'ACK',
      uri: this.request.uri,
      headers: ack,
      body: '',
    } as const;
    this.flow.send(serialize(request), () => undefined);
  }

  #send(): void {
    this.flow.send(serialize(this.request), () => this.fail('unreachable'));
  }
}
