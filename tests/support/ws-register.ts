import { createHash, randomBytes } from 'node:crypto';
import WebSocket from 'ws';
import { eventually } from './eventually';

export interface SipAccount {
  readonly url: string;
  readonly domain: string;
  readonly user: string;
  readonly password: string;
}

/**
 * Registers over a WebSocket as a browser does: a REGISTER, the challenge, a REGISTER with the answer.
 * @returns the two status codes, for example [401, 200], and the challenge's realm
 */
export async function registerOverWebSocket(
  account: SipAccount,
): Promise<{ readonly statuses: readonly number[]; readonly realm: string }> {
  const [first, second] = await askTwice(account, 'REGISTER', `sip:${account.domain}`, 'Authorization');
  return { statuses: [statusOf(first), statusOf(second)], realm: realmOf(first) };
}

/** Sends an INVITE with a valid answer to its challenge. @returns the final status code */
export async function inviteOverWebSocket(account: SipAccount, number: string): Promise<number> {
  const uri = `sip:${number}@${account.domain}`;
  const [, second] = await askTwice(account, 'INVITE', uri, 'Proxy-Authorization');
  return statusOf(second);
}

/** The request without credentials, then with them. @returns both final answers */
async function askTwice(
  account: SipAccount,
  method: 'REGISTER' | 'INVITE',
  uri: string,
  header: string,
): Promise<readonly [string, string]> {
  const socket = new WebSocket(account.url, 'sip');
  const finalAnswer = collectAnswers(socket);
  const callId = randomBytes(8).toString('hex');
  const to = method === 'INVITE' ? uri : `sip:${account.user}@${account.domain}`;
  try {
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    socket.send(requestText(account, method, uri, to, callId, 1, ''));
    const first = await finalAnswer(1);
    const nonce = /nonce="([^"]*)"/.exec(first)?.[1] ?? '';
    const line = digestLine(account, header, method, uri, realmOf(first), nonce);
    socket.send(requestText(account, method, uri, to, callId, 2, line));
    return [first, await finalAnswer(2)];
  } finally {
    socket.terminate();
  }
}

/** Keeps every message from the start on: several may come in one go. The answer is asked for by CSeq. */
function collectAnswers(socket: WebSocket): (cseq: number) => Promise<string> {
  const messages: string[] = [];
  socket.on('message', (data: Buffer) => messages.push(data.toString()));
  return (cseq) =>
    eventually(`a final answer to request ${cseq}`, () =>
      messages.find((text) => statusOf(text) >= 200 && new RegExp(`^CSeq: ${cseq} `, 'm').test(text)),
    );
}

const realmOf = (message: string): string => /realm="([^"]*)"/.exec(message)?.[1] ?? '';

const statusOf = (message: string): number => Number(/^SIP\/2\.0 (\d+)/.exec(message)?.[1] ?? 0);

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

function requestText(
  account: SipAccount,
  method: string,
  uri: string,
  to: string,
  callId: string,
  cseq: number,
  authorization: string,
): string {
  const lines = [
    `${method} ${uri} SIP/2.0`,
    `Via: SIP/2.0/WS test.invalid;branch=z9hG4bK${callId}${cseq}`,
    `From: <sip:${account.user}@${account.domain}>;tag=${callId}`,
    `To: <${to}>`,
    `Call-ID: ${callId}`,
    `CSeq: ${cseq} ${method}`,
    `Contact: <sip:${account.user}@test.invalid;transport=ws>`,
    'Max-Forwards: 70',
    'Expires: 60',
    authorization,
    ...(method === 'INVITE' ? ['Content-Type: application/sdp'] : []),
    `Content-Length: ${method === 'INVITE' ? OFFER.length : 0}`,
  ];
  const body = method === 'INVITE' ? OFFER : '';
  return `${lines.filter((line) => line !== '').join('\r\n')}\r\n\r\n${body}`;
}

/** Plain audio: enough for the switch to take the call to its dialplan. */
const OFFER = `${[
  'v=0',
  'o=- 1 1 IN IP4 127.0.0.1',
  's=-',
  'c=IN IP4 127.0.0.1',
  't=0 0',
  'm=audio 40000 RTP/AVP 0',
  'a=rtpmap:0 PCMU/8000',
].join('\r\n')}\r\n`;

function digestLine(
  account: SipAccount,
  header: string,
  method: string,
  uri: string,
  realm: string,
  nonce: string,
): string {
  const a1 = md5(`${account.user}:${realm}:${account.password}`);
  const cnonce = randomBytes(4).toString('hex');
  const response = md5(`${a1}:${nonce}:00000001:${cnonce}:auth:${md5(`${method}:${uri}`)}`);
  const quoted = { username: account.user, realm, nonce, uri, response, cnonce };
  const fields = Object.entries(quoted).map(([name, value]) => `${name}="${value}"`);
  return `${header}: Digest ${fields.join(', ')}, algorithm=MD5, qop=auth, nc=00000001`;
}
