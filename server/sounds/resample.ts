/**
 * Any rate to the telephone's, by a windowed sinc: what lies above 3.7 kHz is cut before it can fold down into the
 * speech. Sliced, so that a server with calls on it goes on serving while two minutes are converted.
 */
import { setImmediate } from 'node:timers/promises';
import { TELEPHONE_RATE } from './wav-samples';

/** Zero crossings of the sinc on either side. */
const CROSSINGS = 16;
/** Of half the lower rate: where the filter begins to cut. */
const PASS = 0.93;
/** Places between two samples for which the filter is computed once; the nearest is taken, at worst 60 dB down. */
const MOST_PHASES = 512;
const SLICE = 4000;

export async function resample(samples: Float32Array, rate: number): Promise<Float32Array> {
  if (rate === TELEPHONE_RATE) return samples;
  const filter = makeFilter(rate);
  const converted = new Float32Array(Math.round((samples.length * TELEPHONE_RATE) / rate));
  for (let from = 0; from < converted.length; from += SLICE) {
    const to = Math.min(converted.length, from + SLICE);
    for (let index = from; index < to; index += 1)
      converted[index] = filter(samples, (index * rate) / TELEPHONE_RATE);
    await setImmediate();
  }
  return converted;
}

/** The value of the filtered sound between its samples. */
function makeFilter(rate: number): (samples: Float32Array, at: number) => number {
  const cutoff = Math.min(1, TELEPHONE_RATE / rate) * PASS;
  const reach = Math.ceil(CROSSINGS / cutoff);
  // From 16 kHz one phase is enough, from 44.1 kHz eighty: only those that are met are computed.
  const phases: Float32Array[] = [];
  return (samples, at) => {
    const whole = Math.floor(at);
    const phase = Math.round((at - whole) * MOST_PHASES);
    const first = whole + (phase === MOST_PHASES ? 1 : 0) - reach + 1;
    const weights = (phases[phase % MOST_PHASES] ??= taps(
      (phase % MOST_PHASES) / MOST_PHASES,
      cutoff,
      reach,
    ));
    let sum = 0;
    const end = Math.min(weights.length, samples.length - first);
    for (let tap = Math.max(0, -first); tap < end; tap += 1)
      sum += (samples[first + tap] as number) * (weights[tap] as number);
    return sum;
  };
}

/** Weights of the samples around a place `offset` after one, normalised so that a steady level stays as it is. */
function taps(offset: number, cutoff: number, reach: number): Float32Array {
  const weights = Float32Array.from({ length: reach * 2 }, (_, tap) => {
    const distance = tap - reach + 1 - offset;
    return sinc(distance * cutoff) * hann(distance / reach);
  });
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return weights.map((weight) => weight / sum);
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
const hann = (x: number): number => (Math.abs(x) >= 1 ? 0 : 0.5 + 0.5 * Math.cos(Math.PI * x));
