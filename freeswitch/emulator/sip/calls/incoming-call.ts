import { UnexpectedError } from '../../../../server/errors';
import type { IncomingCall, SipDialog } from '../../ports';
import { sdpOf } from '../message/message';
import { createResponse } from '../message/responses';
import { parseUri } from '../message/uri';
import type { InviteServer, ServerTransaction } from '../transactions/server-transaction';
import { Timers } from '../transactions/timers';
import type { Flow } from '../transports/flow';
import { contactFor, type CallContext } from './call-context';
import { Dialog, newTag } from './dialog';
import type { DialogUser } from './dialog-registry';
import { answerEarly } from './refusals';
import { createEndedDialog, Session } from './session';
import { answerTimer } from './session-timer';
import { OnceSignal } from './signal';

/** A caller who vanished without CANCEL does not wait for ever. */
const MAX_UNANSWERED_MS = 15 * 60_000;

/** open ──ring──▶ open ──accept──▶ done; reject, CANCEL, BYE, closed socket ──▶ done */
export class IncomingInvite implements IncomingCall, DialogUser {
  readonly callId: string;
  readonly from: IncomingCall['from'];
  readonly to: IncomingCall['to'];
  readonly requestUser: string;
  readonly remote: IncomingCall['remote'];
  readonly sdp: string | null;
  readonly headers: ReadonlyMap<string, string>;
  readonly #localTag = newTag();
  readonly #timers = new Timers();
  readonly #cancelled: OnceSignal<null>;
  /** open: no final response yet; answered and over cannot go back. */
  #state: 'open' | 'answered' | 'over' = 'open';

  constructor(
    private readonly context: CallContext,
    private readonly transaction: InviteServer,
    readonly profile: IncomingCall['profile'],
  ) {
    const { request, flow } = transaction;
    this.callId = request.callId;
    const { displayName, uri } = request.from;
    this.from = { user: userOf(uri), displayName, uri };
    this.to = { user: userOf(request.to.uri), uri: request.to.uri };
    this.requestUser = userOf(request.uri);
    this.remote = flow.remote;
    this.sdp = sdpOf(request);
    this.headers = toMap(request.headers);
    this.#cancelled = new OnceSignal(context.report);
    context.dialogs.add(this.callId, this.#localTag, this);
    transaction.onCancel(() => this.#giveUp(487));
    transaction.respond(100);
    this.#timers.start('unanswered', MAX_UNANSWERED_MS, () => this.#giveUp(480));
  }

  ring(): void {
    if (this.#state === 'open') this.transaction.send(this.#response(180));
  }

  accept(sdp: string): SipDialog {
    if (this.#state === 'answered')
      throw new UnexpectedError('broken-invariant', 'A call was answered twice');
    if (this.#state === 'over') return createEndedDialog(this.callId);
    this.#state = 'answered';
    this.#timers.stopAll();
    const { request, flow } = this.transaction;
    const dialog = Dialog.fromRequest(request, flow, this.#localTag, contactFor(flow));
    const timer = answerTimer(request.headers, flow);
    const facts = { localSdp: sdp, remoteSdp: this.sdp, allow: request.headers.tokens('Allow') };
    const session = new Session(this.context, dialog, facts, timer.agreement);
    session.answer(this.transaction, this.#response(200, { headers: timer.extra, sdp }));
    return session;
  }

  /** `reason`: the phrase, or a whole Reason header (RFC 3326) such as `Q.850;cause=17`. */
  reject(status: number, reason?: string): void {
    if (status < 300 || status > 699) {
      throw new UnexpectedError('broken-invariant', 'A call is refused with a final status', {
        details: { status },
      });
    }
    if (this.#state !== 'open') return;
    const isHeader = reason !== undefined && /^(SIP|Q\.850)\s*;/i.test(reason);
    const extras = isHeader ? { headers: [['Reason', reason] as const] } : { phrase: reason };
    this.#end();
    this.transaction.send(this.#response(status, extras));
  }

  onCancel(listener: () => void): void {
    this.#cancelled.on(() => listener());
  }

  receive(transaction: ServerTransaction): void {
    if (transaction.request.method !== 'BYE') {
      answerEarly(transaction);
      return;
    }
    // RFC 3261 §15: a caller may hang up an early dialog by BYE instead of CANCEL.
    transaction.respond(200);
    this.#giveUp(487);
  }

  acknowledge(): void {
    // Only a 2xx has an ACK that comes here, and a session follows on it.
  }

  flowClosed(flow: Flow): void {
    if (flow === this.transaction.flow) this.#giveUp(487);
  }

  stop(): void {
    this.#giveUp(503);
  }

  #giveUp(status: number): void {
    if (this.#state !== 'open') return;
    this.#end();
    this.transaction.send(this.#response(status));
    this.#cancelled.fire(null);
  }

  #end(): void {
    this.#state = 'over';
    this.#timers.stopAll();
    this.context.dialogs.remove(this.callId, this.#localTag, this);
  }

  #response(status: number, extras: Parameters<typeof createResponse>[2] = {}) {
    const contact = ['Contact', contactFor(this.transaction.flow)] as const;
    const headers = [...(status < 300 ? [contact] : []), ...(extras.headers ?? [])];
    return createResponse(this.transaction.request, status, { ...extras, headers, toTag: this.#localTag });
  }
}

export const userOf = (uri: string): string => parseUri(uri)?.user ?? '';

/** Names as they came, compact ones in full; several fields of a name are one list (RFC 3261 §7.3.1). */
function toMap(headers: Iterable<readonly [string, string]>): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  for (const [name, value] of headers) {
    const before = map.get(name);
    map.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return map;
}
