import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { decodeMuLaw, encodeMuLaw } from './mu-law';
import { strongestTone, type HeardTone } from './tone';

const RATE = 8000;
const FRAME = 160;
const FRAME_MS = 20;
const PCMU = 0;
const TELEPHONE_EVENT = 101;
/** Newest audio kept for measuring, in samples. */
const KEPT = RATE * 10;
const KEYS = '0123456789*#';

/**
 * The media of a phone whose signalling SIPp does: sends a steady tone and RFC 4733 keys, keeps what it hears.
 * Answers to wherever audio comes from, as a phone behind a NAT would.
 */
export class RtpEndpoint {
  readonly #socket: Socket;
  readonly #tone: number;
  #peer: RemoteInfo | null = null;
  #timer: NodeJS.Timeout | null = null;
  #sequence = 1;
  #timestamp = 1000;
  #sentFrames = 0;
  #startedAt = 0;
  #speech: Float32Array | null = null;
  #pressing: { key: number; startedAt: number; frames: number } | null = null;
  #heard = new Float32Array(0);
  #packets = 0;
  #lastPacketAt = 0;
  #largestGapMs = 0;
  #keysHeard = '';
  #lastKeyAt = -1;
  #isClosed = false;
  #listener: (samples: Float32Array) => void = () => undefined;

  private constructor(socket: Socket, tone: number) {
    this.#socket = socket;
    this.#tone = tone;
    socket.on('message', (packet, from) => this.#receive(packet, from));
  }

  /** @param tone hertz of what this phone says */
  static async open(tone: number): Promise<RtpEndpoint> {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', () => resolve()));
    return new RtpEndpoint(socket, tone);
  }

  get port(): number {
    return this.#socket.address().port;
  }

  get packetsHeard(): number {
    return this.#packets;
  }

  /** Keys the far side pressed, by RFC 4733. */
  get keysHeard(): string {
    return this.#keysHeard;
  }

  /** Longest time between two packets so far, ms. */
  get largestGapMs(): number {
    return this.#largestGapMs;
  }

  /** Presses a key for 100 ms. */
  async press(key: string): Promise<void> {
    const code = KEYS.indexOf(key);
    if (code < 0) throw new Error(`no such key: ${key}`);
    this.#pressing = { key: code, startedAt: this.#timestamp, frames: 0 };
    while (this.#isPressing()) await new Promise((resolve) => setTimeout(resolve, FRAME_MS));
  }

  #isPressing(): boolean {
    return this.#pressing !== null;
  }

  /** The note heard over the newest `ms` milliseconds; null when silent. */
  tone(ms = 500): HeardTone | null {
    return strongestTone(this.#heard.subarray(Math.max(0, this.#heard.length - (ms * RATE) / 1000)), RATE);
  }

  samples(ms: number): Float32Array {
    return this.#heard.slice(Math.max(0, this.#heard.length - (ms * RATE) / 1000));
  }

  /** Hands over everything that is heard from now on, as it comes: 8000 samples a second. */
  listen(listener: (samples: Float32Array) => void): void {
    this.#listener = listener;
  }

  /** In place of its note from now on, or from its first packet on; silent afterwards. */
  say(speech: Float32Array): void {
    this.#speech = speech;
  }

  /** Goes on saying its note for so long. */
  async speak(ms: number): Promise<void> {
    const until = this.#sentFrames + Math.ceil(ms / FRAME_MS);
    while (this.#sentFrames < until && this.#timer) {
      await new Promise((resolve) => setTimeout(resolve, FRAME_MS));
    }
  }

  forget(): void {
    this.#heard = new Float32Array(0);
  }

  /** Speaks before it is spoken to, as every real phone does. */
  speakTo(address: string, port: number): void {
    this.#peer = { address, port, family: 'IPv4', size: 0 };
    this.#startSending();
  }

  close(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
    this.#pressing = null;
    if (!this.#isClosed) this.#socket.close();
    this.#isClosed = true;
  }

  #receive(packet: Buffer, from: RemoteInfo): void {
    if (packet.length < 12 || (packet[1] ?? 0) >= 192) return;
    const type = (packet[1] ?? 0) & 0x7f;
    this.#peer = from;
    this.#startSending();
    const now = performance.now();
    if (this.#packets > 0) this.#largestGapMs = Math.max(this.#largestGapMs, now - this.#lastPacketAt);
    this.#lastPacketAt = now;
    this.#packets += 1;
    if (type === TELEPHONE_EVENT) this.#hearKey(packet);
    if (type !== PCMU) return;
    const payload = packet.subarray(12);
    const samples = Float32Array.from(payload, decodeMuLaw);
    const grown = new Float32Array(Math.min(KEPT, this.#heard.length + samples.length));
    const kept = this.#heard.subarray(Math.max(0, this.#heard.length + samples.length - KEPT));
    grown.set(kept);
    grown.set(samples, kept.length);
    this.#heard = grown;
    this.#listener(samples);
  }

  /** RFC 4733 §2.5.1.3: a key is many packets with one timestamp; its end is sent three times. */
  #hearKey(packet: Buffer): void {
    const timestamp = packet.readUInt32BE(4);
    const isEnd = ((packet[13] ?? 0) & 0x80) !== 0;
    if (!isEnd || timestamp === this.#lastKeyAt) return;
    this.#lastKeyAt = timestamp;
    this.#keysHeard += KEYS[packet[12] ?? 0] ?? '';
  }

  #startSending(): void {
    if (this.#timer) return;
    this.#startedAt = performance.now();
    this.#timer = setInterval(() => this.#sendDue(), 10);
  }

  /** Sends as many frames as the clock says are due, so that a late timer does not slow the stream. */
  #sendDue(): void {
    const due = Math.floor((performance.now() - this.#startedAt) / FRAME_MS);
    while (this.#sentFrames < due) {
      this.#sentFrames += 1;
      if (this.#pressing) this.#sendKey(this.#pressing);
      else this.#send(PCMU, this.#timestamp, false, this.#speech ? this.#spoken() : this.#toneFrame());
      this.#timestamp += FRAME;
    }
  }

  #spoken(): Buffer {
    const speech = this.#speech ?? new Float32Array();
    this.#speech = speech.subarray(FRAME);
    return Buffer.from(Array.from({ length: FRAME }, (_, at) => encodeMuLaw(speech[at] ?? 0)));
  }

  #toneFrame(): Buffer {
    return Buffer.from(
      Array.from({ length: FRAME }, (_, at) =>
        encodeMuLaw(0.3 * Math.sin((2 * Math.PI * this.#tone * (this.#timestamp + at)) / RATE)),
      ),
    );
  }

  /** RFC 4733 §2.5: one timestamp for the whole key, growing duration, the end sent three times. */
  #sendKey(pressing: { key: number; startedAt: number; frames: number }): void {
    pressing.frames += 1;
    const isLast = pressing.frames >= 5;
    const duration = pressing.frames * FRAME;
    const payload = Buffer.from([pressing.key, (isLast ? 0x80 : 0) | 10, duration >> 8, duration & 0xff]);
    for (let copy = 0; copy < (isLast ? 3 : 1); copy += 1) {
      this.#send(TELEPHONE_EVENT, pressing.startedAt, pressing.frames === 1, payload);
    }
    if (isLast) this.#pressing = null;
  }

  #send(type: number, timestamp: number, isFirst: boolean, payload: Buffer): void {
    if (!this.#peer) return;
    const header = Buffer.alloc(12);
    header[0] = 0x80;
    header[1] = type | (isFirst ? 0x80 : 0);
    header.writeUInt16BE(this.#sequence++ & 0xffff, 2);
    header.writeUInt32BE(timestamp >>> 0, 4);
    header.writeUInt32BE(0x4b494c4f, 8);
    this.#socket.send(Buffer.concat([header, payload]), this.#peer.port, this.#peer.address);
  }
}
