import { randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import {
  methodOf,
  parseSip,
  sdp,
  statusOf,
  writeSip,
  type SipMessage,
} from '../../tests/support/sip-message';
import type { SipAddress } from '../../tests/support/sip-party';

type Header = readonly [string, string];

/** RFC 3261's T1 for UDP; given up after so many. */
const REPEAT_MS = 500;
const MOST_REPEATS = 8;
const random = (): string => randomBytes(6).toString('hex');

interface Dialog {
  readonly id: string;
  readonly local: string;
  remote: string;
  target: string;
  readonly peer: SipAddress;
  readonly branch: string;
  stopRepeating: () => void;
  readonly answered: (status: number, sdp: string) => void;
}

/** A call placed by the load generator. */
export interface PlacedCall {
  readonly id: string;
  /** The port the switch wants sound at. @throws when it was refused or nothing came */
  readonly answered: Promise<number>;
}

/** Telephones by the hundred on one UDP socket: they call when told, answer at once, hang up when told. */
export class SipLoad {
  /** Messages that had to be sent again because no answer came in 500 ms. */
  repeated = 0;
  readonly #dialogs = new Map<string, Dialog>();

  private constructor(
    private readonly socket: Socket,
    /** Where the telephone with that number takes its sound, and who wants to know where its peer's is. */
    private readonly onCalled: (number: string, remotePort: number) => number,
  ) {
    socket.on('message', (data, from) => {
      this.#receive(parseSip(data.toString()), { host: from.address, port: from.port });
    });
  }

  static async open(onCalled: (number: string, remotePort: number) => number): Promise<SipLoad> {
    const socket = createSocket({ type: 'udp4', lookup: (host, _, found) => found(null, host, 4) });
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    return new SipLoad(socket, onCalled);
  }

  get address(): SipAddress {
    return { host: '127.0.0.1', port: this.socket.address().port };
  }

  call(to: SipAddress, dialed: string, caller: string, rtpPort: number): PlacedCall {
    const [id, branch] = [random(), `z9hG4bK${random()}`];
    const target = `sip:${dialed}@${to.host}:${to.port}`;
    const local = `<sip:${caller}@127.0.0.1:${this.address.port}>;tag=${random()}`;
    const answered = new Promise<number>((resolve, reject) => {
      const settle = (status: number, text: string) => {
        if (status < 300) resolve(audioPort(text));
        else reject(new Error(`Call ${caller} was refused: ${status}`));
      };
      const dialog = { id, local, remote: `<${target}>`, target, peer: to, branch };
      this.#dialogs.set(id, { ...dialog, stopRepeating: () => undefined, answered: settle });
    });
    const dialog = this.#dialogs.get(id) as Dialog;
    const headers = [...this.#headers(dialog, 'INVITE', 1, branch), ...this.#content()];
    this.#repeat(dialog, writeSip(`INVITE ${target} SIP/2.0`, headers, sdp(rtpPort)));
    return { id, answered };
  }

  /** BYE of a call we placed. */
  hangUp(call: PlacedCall): void {
    const dialog = this.#dialogs.get(call.id);
    if (dialog === undefined) return;
    const headers = this.#headers(dialog, 'BYE', 2, `z9hG4bK${random()}`);
    this.#repeat(dialog, writeSip(`BYE ${dialog.target} SIP/2.0`, headers));
  }

  get open(): number {
    return this.#dialogs.size;
  }

  close(): void {
    for (const dialog of this.#dialogs.values()) dialog.stopRepeating();
    this.socket.close();
  }

  #repeat(dialog: Dialog, text: string): void {
    dialog.stopRepeating();
    let times = 0;
    const timer = setInterval(() => {
      if (++times > MOST_REPEATS) {
        clearInterval(timer);
        dialog.answered(408, '');
        return;
      }
      this.repeated += 1;
      this.#send(dialog.peer, text);
    }, REPEAT_MS);
    dialog.stopRepeating = () => {
      clearInterval(timer);
    };
    this.#send(dialog.peer, text);
  }

  #receive(message: SipMessage, from: SipAddress): void {
    const dialog = this.#dialogs.get(message.header('Call-ID'));
    if (statusOf(message) > 0) {
      if (dialog !== undefined) this.#answer(dialog, message);
      return;
    }
    const method = methodOf(message);
    if (method === 'INVITE' && dialog === undefined) this.#called(message, from);
    else if (method === 'ACK') dialog?.stopRepeating();
    else if (method !== 'INVITE') {
      this.#send(from, replyTo(message, '200 OK'));
      if (method === 'BYE' || method === 'CANCEL') this.#forget(message.header('Call-ID'));
    }
  }

  #answer(dialog: Dialog, message: SipMessage): void {
    dialog.stopRepeating();
    if (methodOf(message) === 'BYE') this.#forget(dialog.id);
    const status = statusOf(message);
    if (methodOf(message) !== 'INVITE' || status < 200) return;
    dialog.remote = message.header('To');
    const isAnswer = status < 300;
    if (isAnswer) dialog.target = contactOf(message) || dialog.target;
    const branch = isAnswer ? `z9hG4bK${random()}` : dialog.branch;
    const headers = this.#headers(dialog, 'ACK', 1, branch);
    this.#send(dialog.peer, writeSip(`ACK ${dialog.target} SIP/2.0`, headers));
    dialog.answered(status, message.body);
    if (!isAnswer) this.#forget(dialog.id);
  }

  /** 180 and 200 at once. */
  #called(invite: SipMessage, from: SipAddress): void {
    const number = /^INVITE sip:([^@;>]+)@/.exec(invite.first)?.[1] ?? '';
    const rtpPort = this.onCalled(number, audioPort(invite.body));
    const [id, tag] = [invite.header('Call-ID'), random()];
    const facts = { id, local: `${invite.header('To')};tag=${tag}`, remote: invite.header('From') };
    const rest = { target: contactOf(invite), peer: from, branch: '' };
    const dialog: Dialog = {
      ...{ ...facts, ...rest },
      stopRepeating: () => undefined,
      answered: () => undefined,
    };
    this.#dialogs.set(id, dialog);
    this.#send(from, replyTo(invite, '180 Ringing', this.#content(), '', tag));
    this.#repeat(dialog, replyTo(invite, '200 OK', this.#content(), sdp(rtpPort), tag));
  }

  #forget(id: string): void {
    this.#dialogs.get(id)?.stopRepeating();
    this.#dialogs.delete(id);
  }

  #headers(dialog: Dialog, method: string, cseq: number, branch: string): Header[] {
    return [
      ['Via', `SIP/2.0/UDP 127.0.0.1:${this.address.port};branch=${branch};rport`],
      ['Max-Forwards', '70'],
      ['From', dialog.local],
      ['To', dialog.remote],
      ['Call-ID', dialog.id],
      ['CSeq', `${cseq} ${method}`],
    ];
  }

  #content(): Header[] {
    return [
      ['Contact', `<sip:load@127.0.0.1:${this.address.port}>`],
      ['Content-Type', 'application/sdp'],
    ];
  }

  #send(to: SipAddress, text: string): void {
    this.socket.send(text, to.port, to.host);
  }
}

function replyTo(
  request: SipMessage,
  status: string,
  extra: readonly Header[] = [],
  body = '',
  tag = '',
): string {
  const copied = ['From', 'Call-ID', 'CSeq'].map((name): Header => [name, request.header(name)]);
  const to = request.header('To');
  return writeSip(
    `SIP/2.0 ${status}`,
    [
      ...request.headers('Via').map((via): Header => ['Via', via]),
      ['To', tag === '' || to.includes(';tag=') ? to : `${to};tag=${tag}`],
      ...copied,
      ...extra,
    ],
    body,
  );
}

const contactOf = (message: SipMessage): string => /<([^>]+)>/.exec(message.header('Contact'))?.[1] ?? '';

const audioPort = (text: string): number => Number(/^m=audio (\d+)/m.exec(text)?.[1] ?? 0);
