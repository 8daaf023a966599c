import { MediaError } from '../media-error';
import { Silence, StoredSound, type Sound } from './sound';

const RATE = 8000;
/** libteletone: -7 dBm0 unless told otherwise; full scale of a sine is 3.14 + 3.02 dBm0 (teletone_generate.h). */
const DEFAULT_DB = -7;
const FULL_SCALE_DBM0 = 6.16;
const FULL_SCALE = 32_767 * Math.SQRT2;
const LONGEST_MS = 60_000;
const MOST_SAMPLES = 10 * 60 * RATE;

const bad = (part: string): MediaError =>
  new MediaError('unsupported-sound', `This part of a tone_stream is not served: ${part.slice(0, 40)}`);

/**
 * The part of TGML we send: `%(on,off,f1[,f2…])` in milliseconds and hertz, `v=dB`, `l=times` for the tones after it,
 * and `loops=times` for all (-1 for ever).
 */
export function openTone(script: string): Sound {
  let volume = DEFAULT_DB;
  let repeats = 1;
  let loops = 1;
  let total = 0;
  const parts: Int16Array[] = [];
  for (const part of script.split(';').map((each) => each.trim())) {
    const setting = /^(v|l|loops)=(-?\d+(?:\.\d+)?)$/i.exec(part);
    const name = setting?.[1]?.toLowerCase();
    const value = Number(setting?.[2]);
    if (part === '') continue;
    else if (name === 'v') volume = value;
    else if (name === 'l') repeats = checked(value, 1, 1000, part);
    else if (name === 'loops') loops = value === -1 ? Infinity : checked(value, 0, 1_000_000, part);
    else {
      const tone = synthesize(part, volume);
      total += tone.length * repeats;
      if (total > MOST_SAMPLES) throw bad('longer than ten minutes');
      for (let time = 0; time < repeats; time += 1) parts.push(tone);
    }
  }
  if (total === 0) throw bad('no tone in it');
  return new StoredSound(joined(parts, total), Math.max(1, loops));
}

function checked(value: number, least: number, most: number, part: string): number {
  if (!Number.isInteger(value) || value < least || value > most) throw bad(part);
  return value;
}

function synthesize(part: string, volume: number): Int16Array {
  const match = /^%\(([\d.,\s]+)\)$/.exec(part);
  const [onMs, offMs, ...hertz] = (match?.[1] ?? '').split(',').map((number) => Number(number));
  if (onMs === undefined || offMs === undefined || hertz.length === 0 || hertz.length > 4) throw bad(part);
  const isTelephone = hertz.every((each) => each > 0 && each < RATE / 2);
  if (!isTelephone || !(onMs >= 0 && onMs <= LONGEST_MS) || !(offMs >= 0 && offMs <= LONGEST_MS))
    throw bad(part);
  const amplitude = 10 ** ((volume - FULL_SCALE_DBM0) / 20) * FULL_SCALE;
  const on = Math.round((onMs * RATE) / 1000);
  const samples = new Int16Array(on + Math.round((offMs * RATE) / 1000));
  for (let index = 0; index < on; index += 1) {
    let sum = 0;
    for (const each of hertz) sum += Math.sin((2 * Math.PI * each * index) / RATE);
    samples[index] = Math.max(-32_768, Math.min(32_767, Math.round(sum * amplitude)));
  }
  return samples;
}

function joined(parts: readonly Int16Array[], total: number): Int16Array {
  const samples = new Int16Array(total);
  let at = 0;
  for (const part of parts) {
    samples.set(part, at);
    at += part.length;
  }
  return samples;
}

/** `silence_stream://ms[,noise]`; -1: for ever. The noise level is accepted and not made: silence is silence. */
export function openSilence(argument: string): Sound {
  const match = /^(-?\d+)(?:,-?\d+)?$/.exec(argument.trim());
  const ms = Number(match?.[1]);
  if (match === null || (ms <= 0 && ms !== -1)) {
    throw new MediaError('unsupported-sound', 'A silence_stream lasts some milliseconds, or -1');
  }
  return new Silence(ms === -1 ? Infinity : (ms * RATE) / 1000);
}
