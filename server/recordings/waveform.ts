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
  /** Of 32 768; left, then right. */
  readonly #loudest: Uint16Array;
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
    this.#loudest = new Uint16Array(this.#count * 2);
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
    // What can be heard at all is to be seen.
    const peaks = Buffer.from(this.#loudest.map((loudness) => Math.ceil(loudness / LOUDNESS_PER_STEP)));
    if (this.#channels === 1) peaks.copyWithin(this.#count, 0, this.#count);
    return peaks;
  }

  /** Calls do not wait for this loop: some 30 000 samples at a time, as fast as they can be read. */
  #samples(piece: Buffer, from: number, to: number): void {
    const isAligned = (piece.byteOffset + from) % 2 === 0;
    const bytes = isAligned ? piece.subarray(from, to) : Buffer.copyBytesFrom(piece, from, to - from);
    const samples = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
    const loudest = this.#loudest;
    const [channels, count, framesPerPeak] = [this.#channels, this.#count, this.#framesPerPeak];
    let [frame, channel] = [this.#frame, this.#channel];
    let slot = Math.min(Math.floor(frame / framesPerPeak), count - 1);
    let left = framesPerPeak - (frame % framesPerPeak);
    for (const sample of samples) {
      const loudness = sample < 0 ? -sample : sample;
      if (channel < 2 && loudness > (loudest[channel * count + slot] ?? 0))
        loudest[channel * count + slot] = loudness;
      channel += 1;
      if (channel < channels) continue;
      channel = 0;
      frame += 1;
      left -= 1;
      if (left > 0) continue;
      left = framesPerPeak;
      slot = Math.min(slot + 1, count - 1);
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
