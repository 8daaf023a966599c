import { createHash, randomBytes } from 'node:crypto';
import WebSocket from 'ws';
import { eventually } from '../../../support/eventually';
import { methodOf, parseSip, statusOf, type SipMessage } from '../../../support/sip-message';
import { DOMAIN, PASSWORDS, sdp } from './sip-site';

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

/** A softphone that writes its messages by hand, as SIP.js would. */
export interface WsPhone {
  readonly socket: WebSocket;
  readonly seen: SipMessage[];
  /** Sends with a digest answer when challenged. @returns the final response */
  request(method: string, facts?: RequestFacts): Promise<SipMessage>;
  /** The next request or response of that kind that was not taken yet. */
  take(what: string): Promise<SipMessage>;
  respond(request: SipMessage, status: number, body?: string): void;
  send(text: string): void;
  close(): Promise<void>;
}

interface RequestFacts {
  readonly uri?: string;
  readonly to?: string;
  readonly headers?: readonly string[];
  readonly body?: string;
  readonly password?: string;
}

export async function openPhone(port: number, user: string): Promise<WsPhone> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, 'sip');
  const seen: SipMessage[] = [];
  const taken = new Set<SipMessage>();
  socket.on('message', (data: Buffer) => seen.push(parseSip(data.toString())));
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const contact = `sip:${randomBytes(4).toString('hex')}@${randomBytes(6).toString('hex')}.invalid;transport=ws`;

  const take: WsPhone['take'] = (what) =>
    eventually(what, () => {
      const found = seen.find((one) => !taken.has(one) && kindOf(one) === what);
      if (found) taken.add(found);
      return found;
    });
  const request: WsPhone['request'] = async (method, facts = {}) => {
    const callId = randomBytes(8).toString('hex');
    const uri = facts.uri ?? (method === 'REGISTER' ? `sip:${DOMAIN}` : `sip:1000@${DOMAIN}`);
    const to = facts.to ?? (method === 'REGISTER' ? `sip:${user}@${DOMAIN}` : uri);
    const final = (cseq: number) =>
      eventually(`a final answer to ${method}`, () =>
        seen.find(
          (one) =>
            statusOf(one) >= 200 &&
            one.header('Call-ID') === callId &&
            one.header('CSeq') === `${cseq} ${method}`,
        ),
      );
    const send = (cseq: number, more: readonly string[]) =>
      socket.send(
        text(method, uri, to, user, callId, cseq, contact, [...(facts.headers ?? []), ...more], facts.body),
      );
    send(1, []);
    const first = await final(1);
    const status = statusOf(first);
    if (status !== 401 && status !== 407) return first;
    const challenge = first.header(status === 401 ? 'WWW-Authenticate' : 'Proxy-Authenticate');
    const name = status === 401 ? 'Authorization' : 'Proxy-Authorization';
    send(2, [`${name}: ${digest(challenge, user, facts.password ?? PASSWORDS[user] ?? '', method, uri)}`]);
    return final(2);
  };
  const respond: WsPhone['respond'] = (message, status, body = '') => {
    const copied = ['Via', 'From', 'Call-ID', 'CSeq'].flatMap((name) =>
      message.headers(name).map((value) => `${name}: ${value}`),
    );
    const to = message.header('To');
    const tagged = /;tag=/.test(to) || status === 100 ? to : `${to};tag=phone`;
    const more = body === '' ? [] : ['Content-Type: application/sdp'];
    const lines = [`SIP/2.0 ${status} OK`, ...copied, `To: ${tagged}`, `Contact: <${contact}>`, ...more];
    socket.send([...lines, `Content-Length: ${Buffer.byteLength(body)}`, '', body].join('\r\n'));
  };
  const close = () =>
    new Promise<void>((resolve) => {
      if (socket.readyState === socket.CLOSED) resolve();
      socket.once('close', () => resolve());
      socket.terminate();
    });
  return { socket, seen, request, take, respond, send: (raw) => socket.send(raw), close };
}

const kindOf = (message: SipMessage): string =>
  statusOf(message) > 0 ? `${statusOf(message)} ${methodOf(message)}` : methodOf(message);

function text(
  method: string,
  uri: string,
  to: string,
  user: string,
  callId: string,
  cseq: number,
  contact: string,
  headers: readonly string[],
  body = method === 'INVITE' ? sdp(41_000) : '',
): string {
  return [
    `${method} ${uri} SIP/2.0`,
    `Via: SIP/2.0/WS ${callId}.invalid;branch=z9hG4bK${callId}${cseq}`,
    `From: <sip:${user}@${DOMAIN}>;tag=${callId}`,
    `To: <${to}>`,
    `Call-ID: ${callId}`,
    `CSeq: ${cseq} ${method}`,
    ...(headers.some((line) => line.startsWith('Contact'))
      ? []
      : [`Contact: <${contact}>;+sip.ice;reg-id=1`]),
    'Max-Forwards: 70',
    'User-Agent: SIP.js/0.21.2',
    ...headers,
    ...(body === '' ? [] : ['Content-Type: application/sdp']),
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}

function digest(challenge: string, user: string, password: string, method: string, uri: string): string {
  const field = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(challenge)?.[1] ?? '';
  const [realm, nonce, cnonce] = [field('realm'), field('nonce'), randomBytes(4).toString('hex')];
  const a1 = md5(`${user}:${realm}:${password}`);
  const response = md5(`${a1}:${nonce}:00000001:${cnonce}:auth:${md5(`${method}:${uri}`)}`);
  const quoted = { username: user, realm, nonce, uri, response, cnonce };
  const fields = Object.entries(quoted).map(([name, value]) => `${name}="${value}"`);
  return `Digest algorithm=MD5, ${fields.join(', ')}, qop=auth, nc=00000001`;
}
