import type { Waveform as Sides } from '../contract/recordings';
import { samplesIn, type WavFormat } from '../sounds/wav-format';

/** How loud each side is, from its beginning to its end: enough for a picture, too little for a word. */
const MOST_PEAKS = 1000;
const PEAKS_PER_SECOND = 20;
const LOUDNESS_PER_STEP = 32_768 / 255;

/** Takes a WAV as it passes by, in pieces of any size, and keeps the loudest of each stretch. */
export class Waveform {
  readonly #channels: number;
  readonly #framesPerPeak: number;
  readonly #count: number;
  readonly #dataFrom: number;
  readonly #dataTo: number;
  readonly #peaks: Uint8Array;
  #position = 0;
  #frame = 0;
  #channel = 0;
  /** Half a sample, when a piece ended within one. */
  #low: number | null = null;

  /** @param format of 16 bit samples, which is what switches write */
  constructor(format: WavFormat) {
    const frames = Math.max(1, samplesIn(format));
    const wanted = Math.ceil((frames / format.rate) * PEAKS_PER_SECOND);
    this.#channels = format.channels;
    this.#count = Math.max(1, Math.min(MOST_PEAKS, wanted));
    this.#framesPerPeak = Math.ceil(frames / this.#count);
    this.#dataFrom = format.dataAt;
    this.#dataTo = format.dataAt + format.dataBytes;
    this.#peaks = new Uint8Array(this.#count * 2);
  }

  /** The next bytes of the file. */
  add(piece: Buffer): void {
    let from = Math.max(0, this.#dataFrom - this.#position);
    const to = Math.min(piece.length, this.#dataTo - this.#position);
    this.#position += piece.length;
    if (this.#low !== null && from < to) {
      this.#samples(Buffer.from([this.#low, piece[from] ?? 0]), 0, 2);
      this.#low = null;
      from += 1;
    }
    if (from >= to) return;
    const whole = to - ((to - from) % 2);
    this.#samples(piece, from, whole);
    if (whole < to) this.#low = piece[whole] ?? 0;
  }

  /** Left, then right; of a file with one side both are that one. */
  finish(): Buffer {
    const { length } = this.#peaks;
    if (this.#channels === 1) this.#peaks.copyWithin(length / 2, 0, length / 2);
    return Buffer.from(this.#peaks);
  }

  /** Calls do not wait for this loop: some 30 000 samples at a time. */
  #samples(piece: Buffer, from: number, to: number): void {
    const peaks = this.#peaks;
    const [channels, count, framesPerPeak] = [this.#channels, this.#count, this.#framesPerPeak];
    let [frame, channel] = [this.#frame, this.#channel];
    let slot = Math.min(Math.floor(frame / framesPerPeak), count - 1);
    for (let at = from; at < to; at += 2) {
      if (channel < 2) {
        const loudness = Math.abs(piece.readInt16LE(at));
        // What can be heard at all is to be seen.
        const seen = Math.min(255, Math.ceil(loudness / LOUDNESS_PER_STEP));
        const index = channel * count + slot;
        if (seen > (peaks[index] ?? 0)) peaks[index] = seen;
      }
      channel += 1;
      if (channel < channels) continue;
      channel = 0;
      frame += 1;
      if (frame % framesPerPeak === 0) slot = Math.min(frame / framesPerPeak, count - 1);
    }
    this.#frame = frame;
    this.#channel = channel;
  }
}

/** As `finish` gave it. */
export function sidesOf(peaks: Buffer): Sides {
  const half = peaks.length / 2;
  return { left: [...peaks.subarray(0, half)], right: [...peaks.subarray(half)] };
}
