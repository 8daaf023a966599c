import { CallContext } from '../../../../freeswitch/emulator/sip/calls/call-context';
import { DialogRegistry } from '../../../../freeswitch/emulator/sip/calls/dialog-registry';
import type { ReceivedRequest, ReceivedResponse } from '../../../../freeswitch/emulator/sip/message/message';
import { parseMessage, type Parsed } from '../../../../freeswitch/emulator/sip/message/parse';
import type { ServerTransaction } from '../../../../freeswitch/emulator/sip/transactions/server-transaction';
import { TransactionLayer } from '../../../../freeswitch/emulator/sip/transactions/transaction-layer';
import type { Flow } from '../../../../freeswitch/emulator/sip/transports/flow';

/** A way to a far side that a test looks at instead of a network. */
export class FakeFlow implements Flow {
  readonly remote: Flow['remote'];
  readonly local = { host: '192.0.2.1', port: 5060 };
  readonly sent: string[] = [];
  isOpen = true;
  failing = false;

  constructor(readonly transport: 'udp' | 'ws' = 'udp') {
    this.remote = { transport, host: '192.0.2.9', port: 5070 };
  }

  get isReliable(): boolean {
    return this.transport === 'ws';
  }

  send(text: string, failed: (error: Error) => void): void {
    this.sent.push(text);
    if (this.failing) queueMicrotask(() => failed(new Error('unreachable')));
  }

  replyTo(): Flow {
    return this;
  }

  toward(): Flow {
    return this;
  }

  /** Start lines of what was sent, for example `INVITE` or `200 INVITE`. */
  get log(): string[] {
    return this.sent.map((text) => {
      const { message } = parse(text);
      return message.kind === 'request' ? message.method : `${message.status} ${message.cseq.method}`;
    });
  }

  /** The newest message that `log` would call so. */
  last(what: string): string {
    const at = this.log.lastIndexOf(what);
    if (at < 0) throw new Error(`${what} was not sent, only ${this.log.join(', ')}`);
    return this.sent[at]!;
  }
}

export function parse(text: string): Parsed {
  const parsed = parseMessage(Buffer.from(text));
  if (!parsed) throw new Error(`garbage: ${text}`);
  return parsed;
}

export const parseRequest = (text: string): ReceivedRequest => {
  const { message } = parse(text);
  if (message.kind !== 'request') throw new Error('no request');
  return message;
};

export const parseResponse = (text: string): ReceivedResponse => {
  const { message } = parse(text);
  if (message.kind !== 'response') throw new Error('no response');
  return message;
};

export const SDP =
  'v=0\r\no=- 1 1 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n';

export interface RequestFacts {
  readonly uri?: string;
  readonly cseq?: number;
  readonly branch?: string;
  readonly callId?: string;
  readonly fromTag?: string;
  readonly toTag?: string;
  readonly to?: string;
  readonly headers?: readonly string[];
  readonly body?: string;
}

/** A request of Carol's. */
export function requestText(method: string, facts: RequestFacts = {}): string {
  const { cseq = 1, branch = `z9hG4bK${method === 'CANCEL' ? 'INVITE' : method}${cseq}`, body = '' } = facts;
  const uri = facts.uri ?? 'sip:1000@192.0.2.1';
  return [
    `${method} ${uri} SIP/2.0`,
    `Via: SIP/2.0/UDP 192.0.2.9:5070;branch=${branch};rport`,
    `From: "Carol" <sip:carol@192.0.2.9>;tag=${facts.fromTag ?? 'carol'}`,
    `To: <${facts.to ?? uri}>${facts.toTag === undefined ? '' : `;tag=${facts.toTag}`}`,
    `Call-ID: ${facts.callId ?? 'call-1'}`,
    `CSeq: ${cseq} ${method}`,
    'Contact: <sip:carol@192.0.2.9:5070>',
    'Max-Forwards: 70',
    ...(body === '' ? [] : ['Content-Type: application/sdp']),
    ...(facts.headers ?? []),
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}

/** A far side's answer to a request that we sent. */
export function answerText(
  request: string,
  status: number,
  facts: { readonly toTag?: string; readonly headers?: readonly string[]; readonly body?: string } = {},
): string {
  const { headers, to } = parseRequest(request);
  const copied = ['Via', 'From', 'Call-ID', 'CSeq'].map((name) => `${name}: ${headers.get(name) ?? ''}`);
  const tag = to.params.has('tag') || facts.toTag === '' ? '' : `;tag=${facts.toTag ?? 'dave'}`;
  const body = facts.body ?? '';
  return [
    `SIP/2.0 ${status} Whatever`,
    ...copied,
    `To: ${headers.get('To') ?? ''}${tag}`,
    'Contact: <sip:dave@192.0.2.9:5070>',
    ...(body === '' ? [] : ['Content-Type: application/sdp']),
    ...(facts.headers ?? []),
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}

/** A transaction layer whose user is the test. */
export function createLayer() {
  const requests: ServerTransaction[] = [];
  const acks: ReceivedRequest[] = [];
  const layer = new TransactionLayer({
    admit: () => null,
    onRequest: (transaction) => requests.push(transaction),
    onAck: (request) => acks.push(request),
  });
  const receive = (text: string, flow: Flow) => layer.receive(parse(text), flow);
  return { layer, requests, acks, receive };
}

/** What calls need: a layer that hands requests within calls to them, and new INVITEs to the test. */
export function createCallBench() {
  const faults: unknown[] = [];
  const invites: ServerTransaction[] = [];
  const dialogs = new DialogRegistry();
  const layer: TransactionLayer = new TransactionLayer({
    admit: () => null,
    onRequest: (transaction) => {
      const call = dialogs.find(transaction.request);
      if (call) call.receive(transaction);
      else if (transaction.request.method === 'INVITE') invites.push(transaction);
      else transaction.respond(481);
    },
    onAck: (request) => dialogs.find(request)?.acknowledge(request),
  });
  const context: CallContext = { layer, dialogs, report: (error) => faults.push(error) };
  const receive = (text: string, flow: Flow) => layer.receive(parse(text), flow);
  return { context, layer, dialogs, invites, faults, receive };
}
