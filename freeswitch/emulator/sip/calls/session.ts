import type { SipDialog } from '../../ports';
import { sdpOf, tagOf, type ReceivedRequest } from '../message/message';
import { createResponse } from '../message/responses';
import type { InviteServer, ServerTransaction } from '../transactions/server-transaction';
import type { Flow } from '../transports/flow';
import { contactFor, type CallContext } from './call-context';
import type { Dialog } from './dialog';
import type { DialogUser } from './dialog-registry';
import { readInfoDigit } from './dtmf-info';
import { refuseExtensions, refuseInterval, refuseMethod } from './refusals';
import { RepeatedOk } from './repeated-ok';
import { OnceSignal, Signal } from './signal';
import { SessionRefresh } from './session-refresh';
import { answerTimer, SessionTimer, type Agreement } from './session-timer';

interface SessionFacts {
  readonly localSdp: string;
  readonly remoteSdp: string | null;
  /** What the far side says it understands. */
  readonly allow: ReadonlySet<string>;
}

/**
 * An answered call:
 *
 *   up ──our BYE──▶ ending ──its answer or time-out──▶ ended
 *    └──their BYE, lost───────────────────────────────▶ ended
 */
export class Session implements SipDialog, DialogUser {
  /** up: both may send; ending: our BYE is out or waits for the ACK; ended: nothing is known of it any more. */
  #state: 'up' | 'ending' | 'ended' = 'up';
  #localSdp: string;
  #remoteSdp: string | null;
  /** A 2xx of ours that waits for its ACK. */
  #unacknowledged: RepeatedOk | null = null;
  #byeReason: string | null = null;
  #reinvite: ((sdp: string) => string) | null = null;
  readonly #timer: SessionTimer;
  readonly #refresh: SessionRefresh;
  readonly #bye: OnceSignal<{ readonly reason: string | null }>;
  readonly #lost: OnceSignal<string>;
  readonly #digits: Signal<{ readonly digit: string; readonly durationMs: number }>;

  constructor(
    private readonly context: CallContext,
    private readonly dialog: Dialog,
    facts: SessionFacts,
    agreement: Agreement | null,
  ) {
    this.#localSdp = facts.localSdp;
    this.#remoteSdp = facts.remoteSdp;
    this.#bye = new OnceSignal(context.report);
    this.#lost = new OnceSignal(context.report);
    this.#digits = new Signal(context.report);
    this.#timer = new SessionTimer(
      () => this.#refresh.start(),
      () => this.#lose('session-expired'),
    );
    const refresh = {
      localSdp: () => this.#localSdp,
      refreshed: (next: Agreement | null) => this.#refreshed(next),
      lost: () => this.#lose('no-answer-to-refresh'),
    };
    this.#refresh = new SessionRefresh(context, dialog, refresh, facts.allow.has('update'));
    this.#timer.restart(agreement);
    context.dialogs.add(dialog.callId, dialog.localTag, this);
  }

  get callId(): string {
    return this.dialog.callId;
  }

  /** The answer to the INVITE that made this call. */
  answer(transaction: InviteServer, response: ReturnType<typeof createResponse>): void {
    this.#unacknowledged = new RepeatedOk(transaction, response, () => this.#unanswered());
  }

  bye(q850Cause?: number): void {
    if (this.#state !== 'up') return;
    this.#stopWatching();
    this.#state = 'ending';
    this.#byeReason = q850Cause === undefined ? null : `Q.850;cause=${q850Cause}`;
    // RFC 3261 §15: whoever answered waits for the ACK before it hangs up.
    if (!this.#unacknowledged) this.#sendBye();
  }

  onBye(listener: (facts: { readonly reason: string | null }) => void): void {
    this.#bye.on(listener);
  }

  onReinvite(listener: (sdp: string) => string): void {
    this.#reinvite = listener;
  }

  onInfoDigit(listener: (digit: string, durationMs: number) => void): void {
    this.#digits.on(({ digit, durationMs }) => listener(digit, durationMs));
  }

  onLost(listener: (reason: string) => void): void {
    this.#lost.on(listener);
  }

  receive(transaction: ServerTransaction): void {
    const { request } = transaction;
    if (tagOf(request.from) !== this.dialog.remoteTag) transaction.respond(481);
    else if (!this.dialog.acceptCseq(request)) transaction.respond(500, { phrase: 'CSeq Out Of Order' });
    else if (request.method === 'BYE') this.#receiveBye(transaction);
    else if (this.#state !== 'up') transaction.respond(481);
    else if (request.method === 'INVITE' || request.method === 'UPDATE') this.#receiveOffer(transaction);
    else if (request.method === 'INFO') this.#receiveInfo(transaction);
    else if (request.method === 'OPTIONS') transaction.respond(200);
    else refuseMethod(transaction);
  }

  acknowledge(request: ReceivedRequest): void {
    if (this.#unacknowledged?.cseq !== request.cseq.number) return;
    if (tagOf(request.from) !== this.dialog.remoteTag) return;
    this.#unacknowledged.stop();
    this.#unacknowledged = null;
    this.#remoteSdp = sdpOf(request) ?? this.#remoteSdp;
    if (this.#state === 'ending') this.#sendBye();
  }

  flowClosed(flow: Flow): void {
    if (flow !== this.dialog.flow) return;
    const wasUp = this.#state === 'up';
    this.#end();
    if (wasUp) this.#lost.fire('socket-disconnection');
  }

  /** At the end of the stack there is no time left to wait for an ACK. */
  stop(): void {
    if (this.#state === 'up') this.#sendBye();
    this.#end();
  }

  #receiveBye(transaction: ServerTransaction): void {
    transaction.respond(200);
    const wasUp = this.#state === 'up';
    this.#end();
    if (wasUp) this.#bye.fire({ reason: transaction.request.headers.get('Reason') });
  }

  /** Hold, resume, a new address or a session refresh (RFC 3261 §14.2, RFC 3311, RFC 4028 §9). */
  #receiveOffer(transaction: ServerTransaction): void {
    const { request } = transaction;
    if (refuseExtensions(transaction) || refuseInterval(transaction)) return;
    if (this.#refresh.isPending) {
      transaction.respond(491);
      return;
    }
    const offer = sdpOf(request);
    const sdp = offer === null ? this.#offerless(request) : this.#negotiate(offer);
    if (sdp === null) {
      transaction.respond(488);
      return;
    }
    this.#accept(transaction, sdp);
  }

  #accept(transaction: ServerTransaction, sdp: string): void {
    const { request } = transaction;
    this.dialog.refreshTarget(request);
    const timer = answerTimer(request.headers, this.dialog.flow);
    const contact = ['Contact', contactFor(this.dialog.flow)] as const;
    const extras = { headers: [contact, ...timer.extra], sdp: sdp === '' ? undefined : sdp };
    const response = createResponse(request, 200, extras);
    if (request.method === 'INVITE') {
      // A new INVITE says that the far side has our last answer.
      this.#unacknowledged?.stop();
      this.#unacknowledged = new RepeatedOk(transaction, response, () => this.#unanswered());
    } else {
      transaction.send(response);
    }
    this.#timer.restart(timer.agreement);
  }

  /** A re-INVITE without an offer asks for ours; an UPDATE without one is about the session alone. */
  #offerless(request: ReceivedRequest): string {
    return request.method === 'INVITE' ? this.#localSdp : '';
  }

  #negotiate(offer: string): string | null {
    // The very same offer is a refresh and changes nothing (RFC 3264 §8, RFC 4028 §7.4).
    if (offer === this.#remoteSdp) return this.#localSdp;
    try {
      const answer = this.#reinvite?.(offer);
      if (answer === undefined) return null;
      this.#remoteSdp = offer;
      this.#localSdp = answer;
      return answer;
    } catch (error) {
      this.context.report(error);
      return null;
    }
  }

  /** FreeSWITCH says 200 to any INFO, understood or not. */
  #receiveInfo(transaction: ServerTransaction): void {
    transaction.respond(200);
    const digit = readInfoDigit(transaction.request);
    if (digit) this.#digits.fire(digit);
  }

  #refreshed(agreement: Agreement | null): void {
    if (this.#state === 'up') this.#timer.restart(agreement);
  }

  #unanswered(): void {
    this.#unacknowledged = null;
    if (this.#state === 'ending') this.#sendBye();
    else this.#lose('no-ack');
  }

  #lose(reason: string): void {
    if (this.#state !== 'up') return;
    this.#stopWatching();
    this.#state = 'ending';
    this.#sendBye();
    this.#lost.fire(reason);
  }

  #sendBye(): void {
    const extra = this.#byeReason === null ? [] : [['Reason', this.#byeReason] as const];
    const request = this.dialog.createRequest('BYE', extra);
    // Refused or unheard, the call is over all the same (RFC 3261 §15.1.1).
    this.context.layer.send(request, this.dialog.flowFor(request), {
      onResponse: (response) => response.status >= 200 && this.#end(),
      onFailure: () => this.#end(),
    });
  }

  #stopWatching(): void {
    this.#timer.stop();
    this.#refresh.stop();
  }

  #end(): void {
    this.#state = 'ended';
    this.#stopWatching();
    this.#unacknowledged?.stop();
    this.#unacknowledged = null;
    this.context.dialogs.remove(this.dialog.callId, this.dialog.localTag, this);
  }
}

/** For a call that was over before it could be answered. */
export const createEndedDialog = (callId: string): SipDialog => ({
  callId,
  bye: () => undefined,
  onBye: (listener) => queueMicrotask(() => listener({ reason: null })),
  onReinvite: () => undefined,
  onInfoDigit: () => undefined,
  onLost: () => undefined,
});
