const HEADER = 12;
const SAMPLES = 160;
/** A send may hold its buffer for a while when the socket's own is full. */
const BUFFERS = 4;
const GAP_MS = 60;
/**
 * Frame and speaker are written into the sound, six bits a byte: 0x80 to 0xbf are samples that come through decoding
 * and encoding unchanged, which 0x7f (negative zero) does not, and silence is 0xff.
 */
const MARK = 0x80;
const BITS = 6;
const FRAME_BYTES = 4;
const SPEAKER_BYTES = 2;

/** One telephone's sound, both ways. */
export class LoadStream {
  remotePort = 0;
  partner = -1;
  sent = 0;
  received = 0;
  gaps = 0;
  gapsOfGenerator = 0;
  largestGapMs = 0;
  /** 0: nothing since the counting began. */
  lastAt = 0;
  readonly #buffers: readonly Buffer[];

  constructor(index: number) {
    this.#buffers = Array.from({ length: BUFFERS }, () => {
      const packet = Buffer.alloc(HEADER + SAMPLES, 0xa5);
      packet[0] = 0x80;
      packet[1] = 0;
      packet.writeUInt32BE(0x4b000000 + index, 8);
      write(packet, HEADER + FRAME_BYTES, SPEAKER_BYTES, index);
      return packet;
    });
  }

  packet(frame: number): Buffer {
    const packet = this.#buffers[frame % BUFFERS] as Buffer;
    packet.writeUInt16BE(frame & 0xffff, 2);
    packet.writeUInt32BE((frame * SAMPLES) >>> 0, 4);
    write(packet, HEADER, FRAME_BYTES, frame);
    return packet;
  }

  /** @param stoodStillAt when this process was last late itself */
  arrived(now: number, stoodStillAt: number): void {
    const last = this.lastAt;
    this.lastAt = now;
    if (last === 0) return;
    const gap = now - last;
    if (gap > this.largestGapMs) this.largestGapMs = gap;
    if (gap <= GAP_MS) return;
    this.gaps += 1;
    if (stoodStillAt >= last) this.gapsOfGenerator += 1;
  }

  /** The number written into a frame, -1: it is none of ours (silence, music). */
  static frameIn(packet: Buffer): number {
    return read(packet, HEADER, FRAME_BYTES);
  }

  static speakerIn(packet: Buffer): number {
    return read(packet, HEADER + FRAME_BYTES, SPEAKER_BYTES);
  }
}

function write(packet: Buffer, at: number, bytes: number, value: number): void {
  for (let index = 0; index < bytes; index += 1)
    packet[at + index] = MARK | ((value >> (BITS * index)) & 0x3f);
}

function read(packet: Buffer, at: number, bytes: number): number {
  let value = 0;
  for (let index = 0; index < bytes; index += 1) {
    const byte = packet[at + index] ?? 0;
    if ((byte & 0xc0) !== MARK) return -1;
    value |= (byte & 0x3f) << (BITS * index);
  }
  return value;
}
