import { createSocket, type Socket } from 'node:dgram';
import { decodeMuLaw, encodeMuLaw } from '../../../tests/support/mu-law';
import { shareOfTone } from '../../../tests/support/tone';

const RATE = 8000;
const [HEADER, SAMPLES, FRAME_MS] = [12, 160, 20];
const [PCMU, TELEPHONE_EVENT] = [0, 101];
const KEYS = '0123456789*#';
/** RFC 4733 §2.5.1.4: the end is sent three times; each in the place of a frame of sound, as telephones do it. */
const END_PACKETS = 3;
/** A frame in which a prompt begins may hold a bit of what was before. */
const HEARD_SHARE = 0.5;

interface Key {
  readonly code: number;
  readonly timestamp: number;
  /** Of the key being held, in frames. */
  readonly frames: number;
  sent: number;
  readonly released: (at: number) => void;
}

/** A telephone that presses keys to the packet and knows when the first packet of a note came. */
export class KeyPhone {
  /** How late a frame was sent at most, ms: what the figures owe to this process. */
  largestLatenessMs = 0;
  readonly #frame = Buffer.alloc(SAMPLES, encodeMuLaw(0.001));
  readonly #startAt: number;
  #timer: NodeJS.Timeout | null = null;
  #remotePort = 0;
  #sent = 0;
  #key: Key | null = null;
  #awaited: { readonly hertz: number; readonly heard: (at: number) => void } | null = null;

  private constructor(
    private readonly socket: Socket,
    private readonly ssrc: number,
  ) {
    // Telephones do not speak in the same millisecond.
    this.#startAt = performance.now() + Math.random() * FRAME_MS;
    socket.on('message', (packet) => {
      this.#receive(packet);
    });
  }

  static async open(ssrc: number): Promise<KeyPhone> {
    const socket = createSocket({ type: 'udp4', lookup: (host, _, found) => found(null, host, 4) });
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    return new KeyPhone(socket, ssrc);
  }

  get port(): number {
    return this.socket.address().port;
  }

  speakTo(port: number): void {
    this.#remotePort = port;
    this.#sleep();
  }

  /** @returns when the first packet that says that it was released went out, in ms of performance.now() */
  press(key: string, heldMs: number): Promise<number> {
    const code = KEYS.indexOf(key);
    if (code < 0 || this.#key !== null) throw new Error(`Cannot press ${key}`);
    return new Promise((released) => {
      const timestamp = this.#timestamp();
      this.#key = { code, timestamp, frames: Math.max(1, Math.round(heldMs / FRAME_MS)), sent: 0, released };
    });
  }

  /** True once the last packet of the last key has been sent. */
  get isIdle(): boolean {
    return this.#key === null;
  }

  /** @returns when the first packet holding this note came; null: not within the time */
  hear(hertz: number, timeoutMs: number): Promise<number | null> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#awaited = null;
        resolve(null);
      }, timeoutMs);
      const heard = (at: number) => {
        clearTimeout(timer);
        this.#awaited = null;
        resolve(at);
      };
      this.#awaited = { hertz, heard };
    });
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.socket.close();
  }

  #timestamp(): number {
    return this.#sent * SAMPLES;
  }

  #sleep(): void {
    const due = this.#startAt + this.#sent * FRAME_MS;
    this.#timer = setTimeout(
      () => {
        this.#run();
      },
      Math.max(0, due - performance.now()),
    );
  }

  #run(): void {
    const late = performance.now() - (this.#startAt + this.#sent * FRAME_MS);
    this.largestLatenessMs = Math.max(this.largestLatenessMs, late);
    while (performance.now() >= this.#startAt + this.#sent * FRAME_MS) {
      if (this.#key === null) this.#send(PCMU, this.#timestamp(), false, this.#frame);
      else this.#sendKey(this.#key);
      this.#sent += 1;
    }
    this.#sleep();
  }

  #sendKey(key: Key): void {
    key.sent += 1;
    const isEnd = key.sent > key.frames;
    const duration = Math.min(key.sent, key.frames) * SAMPLES;
    const payload = Buffer.from([key.code, (isEnd ? 0x80 : 0) | 10, duration >> 8, duration & 0xff]);
    this.#send(TELEPHONE_EVENT, key.timestamp, key.sent === 1, payload);
    if (key.sent === key.frames + 1) key.released(performance.now());
    if (key.sent === key.frames + END_PACKETS) this.#key = null;
  }

  #send(type: number, timestamp: number, isFirst: boolean, payload: Buffer): void {
    const packet = Buffer.alloc(HEADER + payload.length);
    packet[0] = 0x80;
    packet[1] = type | (isFirst ? 0x80 : 0);
    packet.writeUInt16BE(this.#sent & 0xffff, 2);
    packet.writeUInt32BE(timestamp >>> 0, 4);
    packet.writeUInt32BE(this.ssrc, 8);
    payload.copy(packet, HEADER);
    this.socket.send(packet, this.#remotePort, '127.0.0.1');
  }

  #receive(packet: Buffer): void {
    const awaited = this.#awaited;
    if (awaited === null || packet.length < HEADER + SAMPLES || ((packet[1] ?? 0) & 0x7f) !== PCMU) return;
    const now = performance.now();
    const samples = Float32Array.from(packet.subarray(HEADER), decodeMuLaw);
    if (shareOfTone(samples, RATE, awaited.hertz) >= HEARD_SHARE) awaited.heard(now);
  }
}
