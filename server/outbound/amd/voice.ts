/** Tells voice from what is heard behind it, frame by frame. */

export const FRAME_MS = 20;
/** So much louder than the background is voice, dB. */
const ABOVE = 10;
/** Never voice below, never background above, dB of full scale. */
const QUIETEST_VOICE = -48;
const LOUDEST_BACKGROUND = -28;
/** The background is the quietest of so many frames; of fewer than this many nothing is known. */
const REMEMBERED = 100;
const LEAST_KNOWN = 5;
/** Of the loudest voice that was heard: what is so much quieter is not the one who speaks, dB. */
const BELOW_LOUDEST = 15;

export class VoiceGate {
  readonly #levels: number[] = [];
  #loudest = -100;

  /** @param samples one frame, -1 to 1 */
  isVoice(samples: Float32Array): boolean {
    const level = decibels(samples);
    this.#levels.push(level);
    if (this.#levels.length > REMEMBERED) this.#levels.shift();
    if (this.#levels.length < LEAST_KNOWN) return false;
    const background = Math.min(LOUDEST_BACKGROUND, ...this.#levels);
    const threshold = Math.max(QUIETEST_VOICE, background + ABOVE, this.#loudest - BELOW_LOUDEST);
    if (level <= threshold) return false;
    this.#loudest = Math.max(this.#loudest, level);
    return true;
  }
}

/** Root mean square around the mean, so that a constant offset is not heard. */
function decibels(samples: Float32Array): number {
  let sum = 0;
  let squares = 0;
  for (const sample of samples) {
    sum += sample;
    squares += sample * sample;
  }
  const mean = sum / samples.length;
  return 10 * Math.log10(Math.max(1e-10, squares / samples.length - mean * mean));
}
