import type { OutgoingCall, SipDialog } from '../../ports';
import { sdpOf, tagOf, type ReceivedResponse, type SipRequest } from '../message/message';
import { phraseOf } from '../message/responses';
import type { ClientFailure } from '../transactions/client-transaction';
import type { InviteClient } from '../transactions/invite-client-transaction';
import type { ServerTransaction } from '../transactions/server-transaction';
import { TIMEOUT_MS, Timers } from '../transactions/timers';
import type { Flow } from '../transports/flow';
import { contactFor, type CallContext } from './call-context';
import { Dialog } from './dialog';
import type { DialogUser } from './dialog-registry';
import { answerEarly } from './refusals';
import { Session } from './session';
import { agreedTimer } from './session-timer';
import { OnceSignal, Signal } from './signal';

/** Nobody lets a phone ring so long; a call that its owner forgot does not stay. */
const MAX_RINGING_MS = 15 * 60_000;
/** More far sides than this do not answer one call. */
const MAX_FORKS = 16;

interface Failure {
  readonly status: number;
  readonly phrase: string;
  readonly reason: string | null;
}

/**
 *   calling ──2xx──▶ answered
 *      ├──refused, time-out──▶ over
 *      └──cancel──▶ cancelling ──487 or any final──▶ over
 */
export class OutgoingInvite implements OutgoingCall, DialogUser {
  readonly callId: string;
  /** cancelling: reported as failed; a 2xx that crossed the CANCEL is acknowledged and hung up. */
  #state: 'calling' | 'cancelling' | 'answered' | 'over' = 'calling';
  /** The ACK for each far side that answered, by its tag: sent again whenever its 2xx comes again. */
  readonly #acks = new Map<string, { readonly request: SipRequest; readonly flow: Flow }>();
  readonly #localTag: string;
  readonly #invite: InviteClient;
  readonly #timers = new Timers();
  readonly #ringing: Signal<{ readonly status: number; readonly sdp: string | null }>;
  readonly #answered: OnceSignal<{ readonly dialog: SipDialog; readonly sdp: string }>;
  readonly #failed: OnceSignal<Failure>;
  #cancelReason = '';
  /** Each far side's answer in a provisional response, by its tag: its 2xx may come without one (RFC 3261 §13.2.1). */
  readonly #early = new Map<string, string>();

  constructor(
    private readonly context: CallContext,
    private readonly request: SipRequest,
    flow: Flow,
    ids: { readonly callId: string; readonly localTag: string },
  ) {
    this.callId = ids.callId;
    this.#localTag = ids.localTag;
    this.#ringing = new Signal(context.report);
    this.#answered = new OnceSignal(context.report);
    this.#failed = new OnceSignal(context.report);
    context.dialogs.add(this.callId, this.#localTag, this);
    this.#timers.start('ringing', MAX_RINGING_MS, () => this.#withdraw(408, 'SIP;cause=408'));
    this.#invite = context.layer.invite(request, flow, {
      onResponse: (response) => this.#receive(response),
      onFailure: (failure) => this.#failure(failure),
    });
  }

  onRinging(listener: (facts: { readonly status: number; readonly sdp: string | null }) => void): void {
    this.#ringing.on(listener);
  }

  onAnswered(listener: (dialog: SipDialog, sdp: string) => void): void {
    this.#answered.on(({ dialog, sdp }) => listener(dialog, sdp));
  }

  onFailed(listener: (facts: Failure) => void): void {
    this.#failed.on(listener);
  }

  /** `reason`: a whole Reason header (RFC 3326), or a word for one, as FreeSWITCH writes ORIGINATOR_CANCEL. */
  cancel(reason = 'ORIGINATOR_CANCEL'): void {
    const isHeader = /^(SIP|Q\.850)\s*;/i.test(reason);
    this.#withdraw(487, isHeader ? reason : `SIP;cause=487;text="${reason.replace(/["\\]/g, '')}"`);
  }

  /** Nothing listens at the address: no use in waiting for timer B. */
  unreachable(): void {
    if (!this.#invite.isProceeding) this.#invite.fail('unreachable');
  }

  receive(transaction: ServerTransaction): void {
    answerEarly(transaction);
  }

  acknowledge(): void {
    // We sent the INVITE: there is nothing to acknowledge to us.
  }

  flowClosed(): void {
    // The transaction tells.
  }

  stop(): void {
    this.cancel();
  }

  #receive(response: ReceivedResponse): void {
    if (response.status >= 300) this.#refused(response);
    else if (response.status >= 200) this.#receiveOk(response);
    else if (this.#state === 'cancelling') this.#sendCancel();
    else if (response.status > 100) this.#receiveProgress(response);
  }

  #receiveProgress(response: ReceivedResponse): void {
    const sdp = sdpOf(response);
    if (sdp !== null && this.#early.size < MAX_FORKS) this.#early.set(tagOf(response.to), sdp);
    this.#ringing.fire({ status: response.status, sdp });
  }

  #refused(response: ReceivedResponse): void {
    const { status, phrase, headers } = response;
    this.#end({ status, phrase, reason: headers.get('Reason') });
  }

  #failure(failure: ClientFailure): void {
    const status = failure === 'timeout' ? 408 : 503;
    this.#end({ status, phrase: phraseOf(status), reason: null });
  }

  /** RFC 3261 §13.2.2.4: every 2xx is acknowledged; only the first far side that answers keeps the call. */
  #receiveOk(response: ReceivedResponse): void {
    const known = this.#acks.get(tagOf(response.to));
    if (known) {
      this.context.layer.sendAck(known.request, known.flow);
      return;
    }
    if (this.#acks.size >= MAX_FORKS) return;
    const { flow } = this.#invite;
    const dialog = Dialog.fromResponse(this.request, response, flow, contactFor(flow));
    this.#acknowledge(dialog, response);
    const sdp = sdpOf(response) ?? this.#early.get(dialog.remoteTag) ?? null;
    if (this.#state === 'calling' && sdp !== null) {
      this.#establish(dialog, response, sdp);
      return;
    }
    const bye = dialog.createRequest('BYE');
    this.context.layer.send(bye, dialog.flowFor(bye), {
      onResponse: () => undefined,
      onFailure: () => undefined,
    });
    if (this.#state !== 'answered') this.#end({ status: 488, phrase: 'No SDP In Answer', reason: null });
  }

  #acknowledge(dialog: Dialog, response: ReceivedResponse): void {
    const request = dialog.createAck(response.cseq.number);
    const flow = dialog.flowFor(request);
    this.#acks.set(dialog.remoteTag, { request, flow });
    this.context.layer.sendAck(request, flow);
  }

  #establish(dialog: Dialog, response: ReceivedResponse, sdp: string): void {
    this.#state = 'answered';
    this.#timers.stopAll();
    const facts = { localSdp: this.request.body, remoteSdp: sdp, allow: response.headers.tokens('Allow') };
    const agreement = agreedTimer(response.headers, dialog.flow);
    const session = new Session(this.context, dialog, facts, agreement);
    this.#answered.fire({ dialog: session, sdp });
  }

  #withdraw(status: number, reason: string): void {
    if (this.#state !== 'calling') return;
    this.#state = 'cancelling';
    this.#cancelReason = reason;
    this.#timers.stopAll();
    // Before the first provisional response there is nothing to cancel yet (RFC 3261 §9.1).
    if (this.#invite.isProceeding) this.#sendCancel();
    queueMicrotask(() => this.#failed.fire({ status, phrase: phraseOf(status), reason: null }));
  }

  #sendCancel(): void {
    if (this.#cancelReason === '') return;
    this.context.layer.cancel(this.#invite, this.#cancelReason);
    this.#cancelReason = '';
    // §9.1: 64 T1 after the CANCEL the INVITE counts as cancelled, answer or none.
    this.#timers.start('cancelled', TIMEOUT_MS, () => {
      this.#invite.destroy();
      this.#leave();
    });
  }

  /** A cancelled call has been reported as such, whatever its final response turns out to be. */
  #end(failure: Failure): void {
    const wasCancelled = this.#state === 'cancelling';
    this.#leave();
    if (!wasCancelled) this.#failed.fire(failure);
  }

  #leave(): void {
    this.#state = 'over';
    this.#timers.stopAll();
    this.context.dialogs.remove(this.callId, this.#localTag, this);
  }
}
