/** Power of one frequency in the samples, by Goertzel's method. */
function power(samples: Float32Array, rate: number, hertz: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * hertz) / rate);
  let previous = 0;
  let before = 0;
  for (const sample of samples) {
    const value = sample + coefficient * previous - before;
    before = previous;
    previous = value;
  }
  return (previous * previous + before * before - coefficient * previous * before) / samples.length;
}

export interface HeardTone {
  /** Strongest frequency between 150 and 3400 Hz. */
  readonly hertz: number;
  /** Root mean square of the samples, 0 to 1. */
  readonly level: number;
}

/** What a listener would call the note of these samples. null when it is silent (below -50 dBFS). */
export function strongestTone(samples: Float32Array, rate: number): HeardTone | null {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const level = Math.sqrt(sum / Math.max(1, samples.length));
  if (level < 0.003) return null;
  let best = { hertz: 0, power: 0 };
  for (let hertz = 150; hertz <= 3400; hertz += 5) {
    const found = power(samples, rate, hertz);
    if (found > best.power) best = { hertz, power: found };
  }
  return { hertz: best.hertz, level };
}

/** How much of the sound is within 15 Hz of this note, roughly 0 to 1: tells a note under speech or music. */
export function shareOfTone(samples: Float32Array, rate: number, hertz: number): number {
  let total = 0;
  for (const sample of samples) total += sample * sample;
  if (total === 0) return 0;
  return Math.min(1, (2 * power(samples, rate, hertz)) / total);
}

/** Whether a listener would take the one for the other: within 15 Hz. */
export function near(heard: HeardTone | null, hertz: number): boolean {
  return heard !== null && Math.abs(heard.hertz - hertz) <= 15;
}
