import { randomBytes } from 'node:crypto';
import { Headers } from '../message/headers';
import {
  serialize,
  tagOf,
  type ReceivedRequest,
  type ReceivedResponse,
  type SipRequest,
} from '../message/message';
import type { Parsed } from '../message/parse';
import { createResponse, phraseOf } from '../message/responses';
import { formatVia, MAGIC_COOKIE, sentByOf, stampTopVia } from '../message/via';
import { hostPort } from '../message/uri';
import type { Flow } from '../transports/flow';
import { NonInviteClient, type ClientListener, type ClientTransaction } from './client-transaction';
import { InviteClient } from './invite-client-transaction';
import { InviteServer, NonInviteServer, type ServerTransaction } from './server-transaction';

/** More than this at once is no traffic of a call centre on a laptop. */
const MAX_SERVER_TRANSACTIONS = 20_000;

export interface TransactionUser {
  /** The status a new request is refused with before anything is remembered of it; null lets it in. */
  admit(request: ReceivedRequest, flow: Flow): number | null;
  onRequest(transaction: ServerTransaction): void;
  /** An ACK to a 2xx, or one that came too late for anything. */
  onAck(request: ReceivedRequest): void;
}

/** Matches messages to transactions (RFC 3261 §17.1.3 and §17.2.3). */
export class TransactionLayer {
  readonly #clients = new Map<string, ClientTransaction>();
  readonly #servers = new Map<string, ServerTransaction>();
  /** Open requests by what stays the same when a proxy forks them to us twice (RFC 3261 §8.2.2.2). */
  readonly #merged = new Map<string, string>();

  constructor(private readonly user: TransactionUser) {}

  get size(): number {
    return this.#clients.size + this.#servers.size + this.#merged.size;
  }

  receive(parsed: Parsed, flow: Flow): void {
    if (parsed.message.kind === 'response') {
      this.#receiveResponse(parsed.message);
      return;
    }
    const request = parsed.message;
    stampTopVia(request.headers, flow.remote);
    if (request.method === 'ACK') this.#receiveAck(request);
    else if (parsed.fault) this.refuse(request, flow, parsed.fault.status, parsed.fault.phrase);
    else this.#receiveRequest(request, flow);
  }

  /** Refuses without remembering anything: for strangers and for floods (RFC 3261 §8.2.7). */
  refuse(request: ReceivedRequest, flow: Flow, status: number, phrase = phraseOf(status)): void {
    if (request.method === 'ACK') return;
    const response = createResponse(request, status, { phrase });
    flow.replyTo(request.via).send(serialize(response), () => undefined);
  }

  /** Sends a request that has no Via yet. */
  send(request: SipRequest, flow: Flow, listener: ClientListener): ClientTransaction {
    return this.#send(request, flow, listener, newBranch());
  }

  /** INVITE apart, because only it can be cancelled. */
  invite(request: SipRequest, flow: Flow, listener: ClientListener): InviteClient {
    const branch = newBranch();
    request.headers.prepend('Via', formatVia(flow.transport, sentBy(flow), branch));
    const key = clientKey(branch, 'INVITE');
    const transaction = new InviteClient(request, flow, listener, () => this.#clients.delete(key));
    this.#clients.set(key, transaction);
    transaction.start();
    return transaction;
  }

  /** RFC 3261 §9.1: the CANCEL repeats the INVITE's URI, Via, To, From, Call-ID, CSeq number and Route. */
  cancel(invite: InviteClient, reason: string): void {
    const { headers, uri } = invite.request;
    const copied = ['From', 'To', 'Call-ID'].map((name): [string, string] => [name, headers.get(name) ?? '']);
    const cseq = `${(headers.get('CSeq') ?? '').split(' ', 1)[0] ?? ''} CANCEL`;
    const own = new Headers([['Max-Forwards', '70'], ...copied, ['CSeq', cseq], ['Reason', reason]]);
    for (const route of headers.getAll('Route')) own.add('Route', route);
    const branch = branchOf(headers.list('Via')[0] ?? '');
    const request: SipRequest = { kind: 'request', method: 'CANCEL', uri, headers: own, body: '' };
    this.#send(request, invite.flow, { onResponse: () => undefined, onFailure: () => undefined }, branch);
  }

  /** An ACK to a 2xx is no transaction: it is sent once for each 2xx that comes (RFC 3261 §13.2.2.4). */
  sendAck(request: SipRequest, flow: Flow): void {
    if (!request.headers.has('Via')) {
      request.headers.prepend('Via', formatVia(flow.transport, sentBy(flow), newBranch()));
    }
    flow.send(serialize(request), () => undefined);
  }

  /** Whatever waits for an answer over a closed WebSocket waits in vain. */
  flowClosed(flow: Flow): void {
    for (const client of [...this.#clients.values()]) if (client.flow === flow) client.fail('unreachable');
    for (const server of [...this.#servers.values()]) if (server.flow === flow) server.destroy();
  }

  stop(): void {
    for (const transaction of [...this.#clients.values(), ...this.#servers.values()]) transaction.destroy();
  }

  #send(request: SipRequest, flow: Flow, listener: ClientListener, branch: string): ClientTransaction {
    request.headers.prepend('Via', formatVia(flow.transport, sentBy(flow), branch));
    const key = clientKey(branch, request.method);
    const transaction = new NonInviteClient(request, flow, listener, () => this.#clients.delete(key));
    this.#clients.set(key, transaction);
    transaction.start();
    return transaction;
  }

  #receiveResponse(response: ReceivedResponse): void {
    const branch = response.via.params.get('branch') ?? '';
    this.#clients.get(clientKey(branch, response.cseq.method))?.receive(response);
  }

  #receiveAck(request: ReceivedRequest): void {
    const transaction = this.#servers.get(serverKey(request, 'INVITE'));
    const isTaken = transaction instanceof InviteServer && transaction.acknowledge();
    if (!isTaken) this.user.onAck(request);
  }

  #receiveRequest(request: ReceivedRequest, flow: Flow): void {
    const key = serverKey(request, request.method);
    const known = this.#servers.get(key);
    if (known) {
      known.retransmitted();
      return;
    }
    const isFull = this.#servers.size >= MAX_SERVER_TRANSACTIONS;
    const refusal = isFull ? 503 : this.user.admit(request, flow);
    if (refusal !== null) this.refuse(request, flow, refusal);
    else if (request.method === 'CANCEL') this.#receiveCancel(request, flow, key);
    else if (this.#isMerged(request, key)) this.refuse(request, flow, 482);
    else this.user.onRequest(this.#serve(request, flow, key));
  }

  /** RFC 3261 §9.2: the CANCEL is answered with 200 whatever becomes of the INVITE. */
  #receiveCancel(request: ReceivedRequest, flow: Flow, key: string): void {
    const invite = this.#servers.get(serverKey(request, 'INVITE'));
    if (!(invite instanceof InviteServer)) {
      this.refuse(request, flow, 481);
      return;
    }
    this.#serve(request, flow, key).respond(200);
    invite.cancel();
  }

  #serve(request: ReceivedRequest, flow: Flow, key: string): ServerTransaction {
    const merged = mergedKey(request);
    const ended = () => {
      this.#servers.delete(key);
      if (this.#merged.get(merged) === key) this.#merged.delete(merged);
    };
    const transaction =
      request.method === 'INVITE'
        ? new InviteServer(request, flow, ended)
        : new NonInviteServer(request, flow, ended);
    this.#servers.set(key, transaction);
    if (tagOf(request.to) === '' && request.method !== 'CANCEL') this.#merged.set(merged, key);
    return transaction;
  }

  #isMerged(request: ReceivedRequest, key: string): boolean {
    const open = tagOf(request.to) === '' ? this.#merged.get(mergedKey(request)) : undefined;
    return open !== undefined && open !== key;
  }
}

const newBranch = (): string => MAGIC_COOKIE + randomBytes(12).toString('hex');
const clientKey = (branch: string, method: string): string => `${branch} ${method}`;
const sentBy = (flow: Flow): string => hostPort(flow.local.host, flow.local.port);
const branchOf = (via: string): string => /;branch=([^;]+)/.exec(via)?.[1] ?? '';

/** Branch, sent-by and method; for senders from before RFC 3261 what made their requests unique (§17.2.3). */
function serverKey(request: ReceivedRequest, method: string): string {
  const branch = request.via.params.get('branch') ?? '';
  if (branch.startsWith(MAGIC_COOKIE)) return `${branch} ${sentByOf(request.via)} ${method}`;
  return `${mergedKey(request, method)} ${request.uri} ${sentByOf(request.via)}`;
}

const mergedKey = (request: ReceivedRequest, method = request.cseq.method): string =>
  `${request.callId} ${tagOf(request.from)} ${request.cseq.number} ${method}`;
