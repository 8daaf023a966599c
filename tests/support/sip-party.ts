import { randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { RtpEndpoint } from './rtp-endpoint';
import { digest } from './sip-digest';
import { methodOf, parseSip, sdp, statusOf, writeSip, type SipMessage } from './sip-message';

export interface SipAddress {
  readonly host: string;
  readonly port: number;
}

/** What a called party does: answers, only rings, or refuses with a status. */
export type Behaviour = 'answer' | 'ring' | number;

type Header = readonly [string, string];
const random = (): string => randomBytes(6).toString('hex');

/**
 * A phone (or a carrier) on the loopback, signalling and audio, for tests that need more than SIPp's fixed
 * scripts: one that rings until told, sends keys when told, and is asked what it hears.
 */
export class SipParty {
  /** What is called by which number; anything not named is answered. */
  readonly behaviours = new Map<string, Behaviour>();
  /** Speaks as soon as it answers, as real phones do; else it is silent until it hears something. */
  speaksAtOnce = false;
  readonly calls: PartyCall[] = [];
  readonly #socket: Socket;
  readonly #tone: number;
  /** A phone keeps one Call-ID for all its registrations (RFC 3261 §10.2). */
  readonly #registration = random();
  #registered = 0;
  #closed = false;
  readonly #answers = new Map<string, (message: SipMessage) => void>();

  private constructor(socket: Socket, tone: number) {
    this.#socket = socket;
    this.#tone = tone;
    socket.on('message', (data, from) => {
      void this.#receive(parseSip(data.toString()), { host: from.address, port: from.port });
    });
  }

  /** @param tone hertz of what this party says in every call */
  static async open(tone: number): Promise<SipParty> {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    return new SipParty(socket, tone);
  }

  get address(): SipAddress {
    return { host: '127.0.0.1', port: this.#socket.address().port };
  }

  /** Places a call; returns at once, the call tells how it goes. */
  async call(
    to: SipAddress,
    dialed: string,
    caller = { number: '13800000001', name: 'Carol' },
  ): Promise<PartyCall> {
    const media = await RtpEndpoint.open(this.#tone);
    const local = `"${caller.name}" <sip:${caller.number}@127.0.0.1:${this.address.port}>;tag=${random()}`;
    const call = new PartyCall(this, to, media, {
      id: random(),
      local,
      remote: `<sip:${dialed}@${to.host}:${to.port}>`,
      target: `sip:${dialed}@${to.host}:${to.port}`,
      dialed,
      callerNumber: caller.number,
      incoming: null,
    });
    this.calls.push(call);
    call.invite();
    return call;
  }

  /** Registers this phone with digest authentication (RFC 2617, MD5). @returns the final status */
  async register(
    to: SipAddress,
    account: { user: string; password: string; domain: string },
    expires = 60,
  ): Promise<number> {
    const uri = `sip:${account.domain}`;
    const callId = this.#registration;
    const ask = (extra: readonly Header[]) =>
      this.request(to, 'REGISTER', uri, [
        ['From', `<sip:${account.user}@${account.domain}>;tag=${random()}`],
        ['To', `<sip:${account.user}@${account.domain}>`],
        ['Call-ID', callId],
        ['CSeq', `${(this.#registered += 1)} REGISTER`],
        ['Contact', `<sip:${account.user}@127.0.0.1:${this.address.port}>`],
        ['Expires', String(expires)],
        ...extra,
      ]);
    const challenge = await ask([]);
    if (statusOf(challenge) !== 401) return statusOf(challenge);
    const line = digest(account, uri, challenge.header('WWW-Authenticate'));
    return statusOf(await ask([['Authorization', line]]));
  }

  /** Forgets calls that are over: who makes thousands of them needs their ports again. */
  forgetEnded(): void {
    const going = this.calls.filter((call) => !call.ended);
    for (const call of this.calls.splice(0, this.calls.length, ...going)) if (call.ended) call.media.close();
  }

  close(): void {
    this.#closed = true;
    for (const call of this.calls) call.media.close();
    this.#socket.close();
  }

  send(to: SipAddress, text: string): void {
    if (!this.#closed) this.#socket.send(text, to.port, to.host);
  }

  /** Sends a request and waits for its final answer. */
  request(
    to: SipAddress,
    method: string,
    uri: string,
    headers: readonly Header[],
    body = '',
  ): Promise<SipMessage> {
    const branch = `z9hG4bK${random()}`;
    const text = writeSip(`${method} ${uri} SIP/2.0`, [...this.common(branch), ...headers], body);
    return new Promise((resolve) => {
      const timer = setInterval(() => {
        this.send(to, text);
      }, 500).unref();
      this.#answers.set(branch, (message) => {
        if (statusOf(message) < 200) return;
        clearInterval(timer);
        this.#answers.delete(branch);
        resolve(message);
      });
      this.send(to, text);
      setTimeout(() => {
        clearInterval(timer);
      }, 4000).unref();
    });
  }

  common(branch: string): readonly Header[] {
    return [
      ['Via', `SIP/2.0/UDP 127.0.0.1:${this.address.port};branch=${branch};rport`],
      ['Max-Forwards', '70'],
      ['Allow', 'INVITE, ACK, CANCEL, BYE, INFO'],
    ];
  }

  reply(
    to: SipAddress,
    request: SipMessage,
    status: string,
    extra: readonly Header[] = [],
    body = '',
    tag = '',
  ): void {
    const vias = request.headers('Via').map((via): Header => ['Via', via]);
    const to_ = request.header('To');
    const answer: Header[] = [
      ...vias,
      ['From', request.header('From')],
      ['To', to_.includes(';tag=') || tag === '' ? to_ : `${to_};tag=${tag}`],
      ['Call-ID', request.header('Call-ID')],
      ['CSeq', request.header('CSeq')],
      ...extra,
    ];
    this.send(to, writeSip(`SIP/2.0 ${status}`, answer, body));
  }

  async #receive(message: SipMessage, from: SipAddress): Promise<void> {
    const known = this.calls.find((call) => call.id === message.header('Call-ID'));
    if (statusOf(message) > 0) {
      const branch = /branch=([^;]+)/.exec(message.header('Via'))?.[1] ?? '';
      this.#answers.get(branch)?.(message);
      known?.response(message);
      return;
    }
    if (known !== undefined) known.requested(message, from);
    else if (methodOf(message) === 'INVITE') await this.#called(message, from);
    else if (methodOf(message) !== 'ACK') this.reply(from, message, '481 Call Does Not Exist');
  }

  async #called(invite: SipMessage, from: SipAddress): Promise<void> {
    const dialed = /^INVITE sip:([^@;>]+)@/.exec(invite.first)?.[1] ?? '';
    const behaviour = this.behaviours.get(dialed) ?? 'answer';
    const tag = random();
    const id = invite.header('Call-ID');
    const pending = { request: invite, tag };
    this.reply(from, invite, '100 Trying');
    const media = await RtpEndpoint.open(this.#tone);
    const call = new PartyCall(this, from, media, {
      id,
      local: `${invite.header('To')};tag=${tag}`,
      remote: invite.header('From'),
      target: /<([^>]+)>/.exec(invite.header('Contact'))?.[1] ?? '',
      dialed,
      callerNumber: /sip:([^@;>]+)@/.exec(invite.header('From'))?.[1] ?? '',
      incoming: pending,
    });
    this.calls.push(call);
    if (typeof behaviour === 'number') call.refuse(behaviour);
    else call.ring();
    if (behaviour !== 'answer') return;
    call.pickUp();
    if (this.speaksAtOnce) call.speak();
  }
}

interface Dialog {
  readonly id: string;
  readonly local: string;
  remote: string;
  target: string;
  readonly dialed: string;
  readonly callerNumber: string;
  readonly incoming: { readonly request: SipMessage; readonly tag: string } | null;
}

/** One call of a party. */
export class PartyCall {
  /** When this phone called or was called, and when it heard of an answer; in ms of performance.now(). */
  readonly at = performance.now();
  answeredAt = 0;
  /** Final status of the INVITE, 0 before. */
  status = 0;
  ended = false;
  /** The other side has taken this party's answer. */
  acknowledged = false;
  /** Who said BYE or CANCEL, and the Reason header it carried. */
  endedBy: 'us' | 'them' | null = null;
  #cseq = 1;
  readonly #branch = `z9hG4bK${random()}`;

  constructor(
    private readonly party: SipParty,
    private peer: SipAddress,
    readonly media: RtpEndpoint,
    private readonly dialog: Dialog,
  ) {}

  get id(): string {
    return this.dialog.id;
  }

  get dialed(): string {
    return this.dialog.dialed;
  }

  get callerNumber(): string {
    return this.dialog.callerNumber;
  }

  /** The INVITE that called this party. */
  get invited(): SipMessage | null {
    return this.dialog.incoming?.request ?? null;
  }

  get answered(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  invite(): void {
    const headers = this.#headers('INVITE');
    this.party.send(
      this.peer,
      writeSip(
        `INVITE ${this.dialog.target} SIP/2.0`,
        [
          ...this.party.common(this.#branch),
          ...headers,
          ...this.#contact(),
          ['Content-Type', 'application/sdp'],
        ],
        sdp(this.media.port),
      ),
    );
  }

  ring(): void {
    this.#answer('180 Ringing');
  }

  pickUp(): void {
    this.status = 200;
    this.#answer('200 OK', [['Content-Type', 'application/sdp']], sdp(this.media.port));
  }

  /** Talks at once to where the INVITE says; otherwise this phone is silent until it hears something. */
  speak(): void {
    const body = this.invited?.body ?? '';
    const host = /^c=IN IP4 (\S+)/m.exec(body)?.[1];
    const port = Number(/^m=audio (\d+)/m.exec(body)?.[1]);
    if (host === undefined || !(port > 0)) throw new Error('the INVITE names no place for audio');
    this.media.speakTo(host, port);
  }

  refuse(status: number): void {
    this.status = status;
    this.ended = true;
    this.#answer(`${status} Refused`);
  }

  /** BYE, or CANCEL while it still rings at the other end. */
  async hangUp(): Promise<void> {
    if (this.ended) return;
    this.endedBy = 'us';
    if (this.dialog.incoming === null && this.status === 0) {
      const headers = this.#headers('CANCEL', 1);
      const text = writeSip(`CANCEL ${this.dialog.target} SIP/2.0`, [
        ...this.party.common(this.#branch),
        ...headers,
      ]);
      this.party.send(this.peer, text);
      return;
    }
    this.ended = true;
    await this.#inDialog('BYE');
  }

  /** Presses a key: as RFC 4733 in the audio, or as SIP INFO. */
  async press(key: string, how: 'rtp' | 'info' = 'rtp'): Promise<void> {
    if (how === 'rtp') await this.media.press(key);
    else await this.#inDialog('INFO', 'application/dtmf-relay', `Signal=${key}\r\nDuration=100\r\n`);
  }

  response(message: SipMessage): void {
    const status = statusOf(message);
    if (methodOf(message) !== 'INVITE' || status < 200) return;
    this.status = status;
    this.answeredAt ||= performance.now();
    this.dialog.remote = message.header('To');
    const contact = /<([^>]+)>/.exec(message.header('Contact'))?.[1];
    if (status < 300 && contact !== undefined) this.dialog.target = contact;
    if (status >= 300) this.ended = true;
    this.#ack(status);
  }

  requested(message: SipMessage, from: SipAddress): void {
    this.peer = from;
    const method = methodOf(message);
    this.acknowledged ||= method === 'ACK';
    if (method === 'ACK') return;
    if (method === 'INVITE') {
      // A retransmission, or a re-INVITE: the same answer serves both.
      if (this.answered)
        this.party.reply(
          from,
          message,
          '200 OK',
          [...this.#contact(), ['Content-Type', 'application/sdp']],
          sdp(this.media.port),
        );
      return;
    }
    this.party.reply(from, message, '200 OK');
    if (method !== 'BYE' && method !== 'CANCEL') return;
    this.ended = true;
    this.endedBy ??= 'them';
    if (method === 'CANCEL' && !this.answered) this.#answer('487 Request Terminated');
  }

  #answer(status: string, extra: readonly Header[] = [], body = ''): void {
    const { incoming } = this.dialog;
    if (incoming === null) return;
    this.party.reply(this.peer, incoming.request, status, [...this.#contact(), ...extra], body, incoming.tag);
  }

  #ack(status: number): void {
    const branch = status < 300 ? `z9hG4bK${random()}` : this.#branch;
    const headers = this.#headers('ACK', 1);
    const text = writeSip(`ACK ${this.dialog.target} SIP/2.0`, [...this.party.common(branch), ...headers]);
    this.party.send(this.peer, text);
  }

  async #inDialog(method: string, type?: string, body = ''): Promise<void> {
    this.#cseq += 1;
    const headers = [
      ...this.#headers(method),
      ...(type === undefined ? [] : [['Content-Type', type] as const]),
    ];
    const late = new Promise((resolve) => setTimeout(resolve, 2000).unref());
    await Promise.race([late, this.party.request(this.peer, method, this.dialog.target, headers, body)]);
  }

  #headers(method: string, cseq = this.#cseq): Header[] {
    return [
      ['From', this.dialog.local],
      ['To', this.dialog.remote],
      ['Call-ID', this.dialog.id],
      ['CSeq', `${cseq} ${method}`],
    ];
  }

  #contact(): Header[] {
    return [['Contact', `<sip:party@127.0.0.1:${this.party.address.port}>`]];
  }
}
