/** Finds a single steady note in a frame of sound, by Goertzel's method. */

export const TONE_RANGE = { from: 400, to: 2100 } as const;
const STEP_HZ = 25;
/** Part of the frame's power the note has at least. */
const PURE = 0.8;
/** Cheaper to compute, and never below it for such a note: leaves out most speech. */
const PREDICTABLE = 0.6;

/** Power of one frequency, so that a pure note's is half its amplitude squared. */
function power(samples: Float32Array, rate: number, hertz: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * hertz) / rate);
  let previous = 0;
  let before = 0;
  for (const sample of samples) {
    const value = sample + coefficient * previous - before;
    before = previous;
    previous = value;
  }
  const squared = previous * previous + before * before - coefficient * previous * before;
  return (2 * squared) / (samples.length * samples.length);
}

/** @returns its frequency, or null when the frame is anything else */
export function toneIn(samples: Float32Array, rate: number): number | null {
  let energy = 0;
  for (const sample of samples) energy += sample * sample;
  energy /= samples.length;
  if (energy === 0 || predictability(samples) < PREDICTABLE) return null;
  let best = { hertz: 0, power: 0 };
  for (let hertz = TONE_RANGE.from - STEP_HZ; hertz <= TONE_RANGE.to + STEP_HZ; hertz += STEP_HZ) {
    const found = power(samples, rate, hertz);
    if (found > best.power) best = { hertz, power: found };
  }
  const finer = [-10, -5, 5, 10].map((off) => ({
    hertz: best.hertz + off,
    power: power(samples, rate, best.hertz + off),
  }));
  for (const near of finer) if (near.power > best.power) best = near;
  if (best.power < PURE * energy) return null;
  return best.hertz >= TONE_RANGE.from - 15 && best.hertz <= TONE_RANGE.to + 15 ? best.hertz : null;
}

/** How well each sample follows from the two before it, 0 to 1: a pure note's does entirely. */
function predictability(samples: Float32Array): number {
  let products = 0;
  let squares = 0;
  let ends = 0;
  for (let at = 1; at + 1 < samples.length; at += 1) {
    const middle = samples[at] as number;
    const sum = (samples[at - 1] as number) + (samples[at + 1] as number);
    products += middle * sum;
    squares += middle * middle;
    ends += sum * sum;
  }
  return squares === 0 || ends === 0 ? 0 : (products * products) / (squares * ends);
}
