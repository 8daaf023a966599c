import { FRAME_MS } from './voice';

/** Cuts sound, in whatever pieces it comes, into frames of 20 ms. */
export class Frames {
  readonly #frame: Float32Array;
  #filled = 0;

  /** @param rate samples a second */
  constructor(rate: number) {
    this.#frame = new Float32Array(Math.round((rate * FRAME_MS) / 1000));
  }

  /** @param hear a frame, -1 to 1; false: it has heard enough, and the rest is left out */
  cut(samples: Int16Array, hear: (frame: Float32Array) => boolean): void {
    for (const sample of samples) {
      this.#frame[this.#filled] = sample / 32_768;
      this.#filled += 1;
      if (this.#filled < this.#frame.length) continue;
      this.#filled = 0;
      if (!hear(this.#frame)) return;
    }
  }
}
