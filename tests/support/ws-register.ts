import { createHash, randomBytes } from 'node:crypto';
import WebSocket from 'ws';

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
  const socket = new WebSocket(account.url, 'sip');
  const callId = randomBytes(8).toString('hex');
  const ask = (cseq: number, authorization: string) => {
    socket.send(registerText(account, callId, cseq, authorization));
    return nextMessage(socket);
  };
  try {
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    const first = await ask(1, '');
    const realm = /realm="([^"]*)"/.exec(first)?.[1] ?? '';
    const nonce = /nonce="([^"]*)"/.exec(first)?.[1] ?? '';
    const second = await ask(2, authorizationLine(account, realm, nonce));
    return { statuses: [statusOf(first), statusOf(second)], realm };
  } finally {
    socket.terminate();
  }
}

/** Sends an INVITE with a valid answer to its challenge. @returns the final status code */
export async function inviteOverWebSocket(account: SipAccount, number: string): Promise<number> {
  const socket = new WebSocket(account.url, 'sip');
  const callId = randomBytes(8).toString('hex');
  const uri = `sip:${number}@${account.domain}`;
  try {
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    socket.send(requestText(account, 'INVITE', uri, uri, callId, 1, ''));
    const challenge = await finalAnswer(socket);
    const realm = /realm="([^"]*)"/.exec(challenge)?.[1] ?? '';
    const nonce = /nonce="([^"]*)"/.exec(challenge)?.[1] ?? '';
    const line = digestLine(account, 'Proxy-Authorization', 'INVITE', uri, realm, nonce);
    socket.send(requestText(account, 'INVITE', uri, uri, callId, 2, line));
    return statusOf(await finalAnswer(socket));
  } finally {
    socket.terminate();
  }
}

const statusOf = (message: string): number => Number(/^SIP\/2\.0 (\d+)/.exec(message)?.[1] ?? 0);

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

function registerText(account: SipAccount, callId: string, cseq: number, authorization: string): string {
  const to = `sip:${account.user}@${account.domain}`;
  return requestText(account, 'REGISTER', `sip:${account.domain}`, to, callId, cseq, authorization);
}

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

function authorizationLine(account: SipAccount, realm: string, nonce: string): string {
  return digestLine(account, 'Authorization', 'REGISTER', `sip:${account.domain}`, realm, nonce);
}

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

function nextMessage(socket: WebSocket): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error('No SIP answer within 5 s'));
    }, 5000);
    socket.once('message', (data: Buffer) => {
      clearTimeout(timer);
      resolve(data.toString());
    });
  });
}

async function finalAnswer(socket: WebSocket): Promise<string> {
  for (let count = 0; count < 5; count++) {
    const message = await nextMessage(socket);
    if (statusOf(message) >= 200) return message;
  }
  throw new Error('Only provisional answers');
}
