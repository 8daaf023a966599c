import type { SipStackEvents } from '../ports';
import type { Admission } from './admission';
import { contactFor, type CallContext } from './calls/call-context';
import { IncomingInvite, userOf } from './calls/incoming-call';
import { refuseExtensions, refuseInterval, refuseMethod } from './calls/refusals';
import { tagOf, type ReceivedRequest } from './message/message';
import type { Authenticator } from './registration/authenticator';
import type { Registrar } from './registration/registrar';
import { InviteServer, type ServerTransaction } from './transactions/server-transaction';
import type { TransactionUser } from './transactions/transaction-layer';
import type { Flow } from './transports/flow';

export interface RouterDeps {
  /** Made after the router, as its transaction layer reports to it. */
  readonly context: () => CallContext;
  readonly admission: Admission;
  readonly authenticator: Authenticator;
  readonly registrar: Registrar;
  readonly events: SipStackEvents;
  /** Whether an authenticated softphone may place a call. */
  readonly mayDial: (user: string, number: string) => boolean;
}

/** Takes each new request to whoever answers it. */
export class Router implements TransactionUser {
  constructor(private readonly deps: RouterDeps) {}

  admit(request: ReceivedRequest, flow: Flow): number | null {
    return this.deps.admission.judge(request, flow);
  }

  onRequest(transaction: ServerTransaction): void {
    const { request, flow } = transaction;
    const { context, registrar } = this.deps;
    if (tagOf(request.to) !== '') {
      const call = context().dialogs.find(request);
      if (call) call.receive(transaction);
      else transaction.respond(481);
    } else if (transaction instanceof InviteServer) {
      this.#receiveInvite(transaction);
    } else if (request.method === 'REGISTER' && flow.transport === 'ws') {
      void registrar.receive(transaction).catch((error: unknown) => this.#fail(transaction, error));
    } else if (request.method === 'OPTIONS') {
      const headers = [['Contact', contactFor(flow)] as const, ['Accept', 'application/sdp'] as const];
      transaction.respond(200, { headers });
    } else if (request.method === 'INFO') {
      // FreeSWITCH takes it without asking whose call it is about.
      transaction.respond(200);
    } else {
      refuseMethod(transaction);
    }
  }

  onAck(request: ReceivedRequest): void {
    this.deps.context().dialogs.find(request)?.acknowledge(request);
  }

  #receiveInvite(transaction: InviteServer): void {
    const { request, flow } = transaction;
    if (refuseExtensions(transaction) || refuseInterval(transaction)) return;
    // We pass calls on, so a loop through us must end (RFC 7332 §4).
    if (request.headers.get('Max-Forwards') === '0') transaction.respond(483);
    else if (!request.headers.has('Contact')) transaction.respond(400, { phrase: 'Missing Contact' });
    else if (flow.transport === 'udp') this.#offer(transaction, 'trunk');
    else void this.#receiveSoftphone(transaction).catch((error: unknown) => this.#fail(transaction, error));
  }

  /** Who dials is asked for its password first, then refused unless he may (conf/dialplan/webrtc.xml). */
  async #receiveSoftphone(transaction: InviteServer): Promise<void> {
    const { request, flow } = transaction;
    const { authenticator, mayDial } = this.deps;
    transaction.onCancel(() => transaction.respond(487));
    const verdict = await authenticator.check(request, flow, 'Proxy-Authorization');
    if (transaction.isAnswered || !flow.isOpen) return;
    if (verdict.kind === 'challenge') {
      const challenge = authenticator.challenge(verdict.stale);
      transaction.respond(407, { headers: [['Proxy-Authenticate', challenge]] });
    } else if (verdict.kind === 'refused' || !mayDial(verdict.user, userOf(request.uri))) {
      transaction.respond(403);
    } else {
      this.#offer(transaction, 'webrtc');
    }
  }

  #offer(transaction: InviteServer, profile: 'trunk' | 'webrtc'): void {
    const call = new IncomingInvite(this.deps.context(), transaction, profile);
    try {
      this.deps.events.onCall(call);
    } catch (error) {
      this.deps.context().report(error);
      call.reject(500);
    }
  }

  #fail(transaction: ServerTransaction, error: unknown): void {
    this.deps.context().report(error);
    transaction.respond(500);
  }
}
