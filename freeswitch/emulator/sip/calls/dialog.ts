import { randomBytes } from 'node:crypto';
import { Headers } from '../message/headers';
import { tagOf, type ReceivedRequest, type ReceivedResponse, type SipRequest } from '../message/message';
import { parseNameAddress } from '../message/name-address';
import { USER_AGENT } from '../message/responses';
import { parseUri } from '../message/uri';
import type { Flow } from '../transports/flow';

export const newTag = (): string => randomBytes(8).toString('hex');

interface DialogFacts {
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
  /** From and To as our own requests carry them. */
  readonly local: string;
  readonly remote: string;
  readonly routeSet: readonly string[];
  readonly remoteTarget: string;
  readonly localCseq: number;
  readonly remoteCseq: number | null;
  readonly contact: string;
  readonly flow: Flow;
}

/** What both sides agreed on about how to reach each other within a call (RFC 3261 §12). */
export class Dialog {
  #localCseq: number;
  #remoteCseq: number | null;
  #remoteTarget: string;

  private constructor(private readonly facts: DialogFacts) {
    this.#localCseq = facts.localCseq;
    this.#remoteCseq = facts.remoteCseq;
    this.#remoteTarget = facts.remoteTarget;
  }

  /** As receiver of the INVITE (§12.1.1). */
  static fromRequest(request: ReceivedRequest, flow: Flow, localTag: string, contact: string): Dialog {
    return new Dialog({
      callId: request.callId,
      localTag,
      remoteTag: tagOf(request.from),
      local: `${request.headers.get('To') ?? ''};tag=${localTag}`,
      remote: request.headers.get('From') ?? '',
      routeSet: request.headers.list('Record-Route'),
      remoteTarget: contactOf(request.headers) ?? request.from.uri,
      localCseq: 0,
      remoteCseq: request.cseq.number,
      contact,
      flow,
    });
  }

  /** As sender of the INVITE (§12.1.2): the routes are those of the answer, in reverse. */
  static fromResponse(invite: SipRequest, response: ReceivedResponse, flow: Flow, contact: string): Dialog {
    return new Dialog({
      callId: response.callId,
      localTag: tagOf(response.from),
      remoteTag: tagOf(response.to),
      local: invite.headers.get('From') ?? '',
      remote: response.headers.get('To') ?? '',
      routeSet: [...response.headers.list('Record-Route')].reverse(),
      remoteTarget: contactOf(response.headers) ?? invite.uri,
      localCseq: response.cseq.number,
      remoteCseq: null,
      contact,
      flow,
    });
  }

  get callId(): string {
    return this.facts.callId;
  }
  get localTag(): string {
    return this.facts.localTag;
  }
  get remoteTag(): string {
    return this.facts.remoteTag;
  }
  get remoteTarget(): string {
    return this.#remoteTarget;
  }
  get flow(): Flow {
    return this.facts.flow;
  }

  /** False for a request that was overtaken by a newer one (§12.2.2). */
  acceptCseq(request: ReceivedRequest): boolean {
    if (this.#remoteCseq !== null && request.cseq.number <= this.#remoteCseq) return false;
    this.#remoteCseq = request.cseq.number;
    return true;
  }

  /** A re-INVITE or UPDATE moves the far side's address (§12.2.1.2, RFC 3311 §5.1). */
  refreshTarget(message: ReceivedRequest | ReceivedResponse): void {
    this.#remoteTarget = contactOf(message.headers) ?? this.#remoteTarget;
  }

  /** The next request of ours, without Via. */
  createRequest(method: string, extra: readonly (readonly [string, string])[] = [], sdp = ''): SipRequest {
    this.#localCseq += 1;
    return this.#build(method, this.#localCseq, extra, sdp);
  }

  /** To the 2xx of our INVITE with that number (§13.2.2.4). */
  createAck(cseq: number): SipRequest {
    return this.#build('ACK', cseq, [], '');
  }

  /** Where a request of this dialog goes: to the first route, else to the target (§12.2.1.1, §8.1.2). */
  flowFor(request: SipRequest): Flow {
    const route = parseNameAddress(request.headers.list('Route')[0] ?? '')?.uri;
    // A strict router is already in the request URI.
    const uri = parseUri(route !== undefined && isLoose(route) ? route : request.uri);
    return uri === null || uri.host === '' ? this.flow : this.flow.toward(uri);
  }

  #build(
    method: string,
    cseq: number,
    extra: readonly (readonly [string, string])[],
    sdp: string,
  ): SipRequest {
    const { local, remote, callId, contact } = this.facts;
    const { uri, routes } = this.#path();
    const headers = new Headers([
      ['Max-Forwards', '70'],
      ['From', local],
      ['To', remote],
      ['Call-ID', callId],
      ['CSeq', `${cseq} ${method}`],
      ['Contact', contact],
      ['User-Agent', USER_AGENT],
      ...extra,
    ]);
    for (const route of routes) headers.add('Route', route);
    if (sdp !== '') headers.set('Content-Type', 'application/sdp');
    return { kind: 'request', method, uri, headers, body: sdp };
  }

  /** §12.2.1.1: a first route without lr is an old strict router and takes the place of the target. */
  #path(): { readonly uri: string; readonly routes: readonly string[] } {
    const [first, ...others] = this.facts.routeSet;
    const firstUri = first === undefined ? undefined : parseNameAddress(first)?.uri;
    if (firstUri === undefined) return { uri: this.#remoteTarget, routes: [] };
    if (isLoose(firstUri)) return { uri: this.#remoteTarget, routes: this.facts.routeSet };
    return { uri: firstUri, routes: [...others, `<${this.#remoteTarget}>`] };
  }
}

const isLoose = (uri: string): boolean => parseUri(uri)?.params.has('lr') ?? false;

function contactOf(headers: Headers): string | null {
  const uri = parseNameAddress(headers.list('Contact')[0] ?? '')?.uri;
  return uri !== undefined && parseUri(uri) !== null ? uri : null;
}
