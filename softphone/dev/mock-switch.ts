import type { Page, WebSocketRoute } from 'playwright-core';

/** A registrar and a caller in one: enough SIP for SIP.js, with a second peer connection of the page as the far end. */
export class MockSwitch {
  private socket: WebSocketRoute | null = null;
  private contact = '';
  private invite = '';
  private readonly arrivals: string[] = [];

  constructor(private readonly page: Page) {}

  async install(url: string): Promise<void> {
    await this.page.routeWebSocket(url, (socket) => {
      this.socket = socket;
      socket.onMessage((message) => this.receive(String(message)));
    });
  }

  /** Rings the phone with a real offer. */
  async ring(callId: string, autoAnswer = false): Promise<void> {
    const sdp = await this.page.evaluate(makeOffer);
    const head = [
      `INVITE ${this.contact} SIP/2.0`,
      // A branch of its own per call, or SIP.js takes the next INVITE for a repetition of the last.
      `Via: SIP/2.0/WS switch.invalid;branch=z9hG4bK${String(Date.now())}`,
      'Max-Forwards: 70',
      'From: "13800138000" <sip:13800138000@kiloline.test>;tag=far',
      'To: <sip:1001@kiloline.test>',
      `Call-ID: ${String(Date.now())}`,
      'CSeq: 1 INVITE',
      'Contact: <sip:switch@switch.invalid;transport=ws>',
      `X-Kiloline-Call: ${callId}`,
      ...(autoAnswer ? ['X-Kiloline-Auto-Answer: true'] : []),
      'Content-Type: application/sdp',
      `Content-Length: ${String(Buffer.byteLength(sdp))}`,
    ];
    this.invite = head.join('\r\n');
    this.socket?.send(`${this.invite}\r\n\r\n${sdp}`);
  }

  /** Ends the call from the far side. */
  bye(): void {
    const ok = this.arrivals.findLast(
      (message) => /^SIP\/2.0 200/.test(message) && /CSeq: 1 INVITE/.test(message),
    );
    const to = header(ok ?? '', 'To');
    this.socket?.send(
      [
        `BYE ${this.contact} SIP/2.0`,
        `Via: SIP/2.0/WS switch.invalid;branch=z9hG4bK3${String(Date.now())}`,
        'Max-Forwards: 70',
        'From: "13800138000" <sip:13800138000@kiloline.test>;tag=far',
        `To: ${to}`,
        `Call-ID: ${header(this.invite, 'Call-ID')}`,
        'CSeq: 2 BYE',
        'Content-Length: 0',
        '\r\n',
      ].join('\r\n'),
    );
  }

  drop(): void {
    void this.socket?.close({ code: 1011, reason: 'gone' });
  }

  private receive(message: string): void {
    this.arrivals.push(message);
    if (message.startsWith('REGISTER')) this.accept(message);
    if (/^SIP\/2.0 200/.test(message) && /CSeq: 1 INVITE/.test(message)) void this.connect(message);
    if (message.startsWith('BYE')) this.socket?.send(reply(message, '200 OK', []));
  }

  private accept(message: string): void {
    const contact = header(message, 'Contact');
    this.contact = /<([^>]+)>/.exec(contact)?.[1] ?? '';
    const expires = /expires=(\d+)/.exec(contact)?.[1] ?? '60';
    this.socket?.send(reply(message, '200 OK', [`Contact: <${this.contact}>;expires=${expires}`]));
  }

  private async connect(ok: string): Promise<void> {
    this.socket?.send(
      [
        `ACK ${this.contact} SIP/2.0`,
        `Via: SIP/2.0/WS switch.invalid;branch=z9hG4bK2${String(Date.now())}`,
        'Max-Forwards: 70',
        'From: "13800138000" <sip:13800138000@kiloline.test>;tag=far',
        `To: ${header(ok, 'To')}`,
        `Call-ID: ${header(ok, 'Call-ID')}`,
        'CSeq: 1 ACK',
        'Content-Length: 0',
        '\r\n',
      ].join('\r\n'),
    );
    await this.page.evaluate(takeAnswer, ok.slice(ok.indexOf('\r\n\r\n') + 4));
  }
}

const header = (message: string, name: string): string =>
  new RegExp(`^${name}: (.*)$`, 'mi').exec(message)?.[1]?.trim() ?? '';

function reply(request: string, status: string, extra: string[]): string {
  const kept = ['Via', 'From', 'Call-ID', 'CSeq'].map((name) => `${name}: ${header(request, name)}`);
  const to = header(request, 'To');
  return [
    `SIP/2.0 ${status}`,
    ...kept,
    `To: ${to.includes('tag=') ? to : `${to};tag=switch`}`,
    ...extra,
    'Content-Length: 0',
    '\r\n',
  ].join('\r\n');
}

interface FarWindow extends Window {
  far?: RTCPeerConnection;
}

async function makeOffer(): Promise<string> {
  const far = new RTCPeerConnection({ iceServers: [] });
  (window as FarWindow).far = far;
  const context = new AudioContext();
  const tone = context.createOscillator();
  const out = context.createMediaStreamDestination();
  tone.connect(out);
  tone.start();
  out.stream.getAudioTracks().forEach((track) => far.addTrack(track, out.stream));
  await far.setLocalDescription(await far.createOffer());
  await new Promise<void>((resolve) => {
    if (far.iceGatheringState === 'complete') resolve();
    far.addEventListener('icegatheringstatechange', () => far.iceGatheringState === 'complete' && resolve());
    setTimeout(resolve, 800);
  });
  return far.localDescription?.sdp ?? '';
}

async function takeAnswer(sdp: string): Promise<void> {
  await (window as FarWindow).far?.setRemoteDescription({ type: 'answer', sdp });
}
