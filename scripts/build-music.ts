/**
 * Composes and synthesises the hold music: freeswitch/sounds/music/8000/hold-1.wav, 8 kHz mono 16-bit.
 *
 *   npx tsx scripts/build-music.ts
 *
 * Deterministic, ours from the first note: Cmaj7, Am, Fmaj7 and G on soft pads with plucked arpeggios over
 * them, three times round, the second time with another arpeggio. 3 s a bar, 36 s in all; what rings on over the
 * end is added to the beginning, so that the loop has no seam. Fundamentals, in Hz:
 *
 *   bar        chord   pad (also the notes of the arpeggio, an octave up)
 *   1, 5, 9    Cmaj7   130.8  164.8  196.0  246.9
 *   2, 6, 10   Am      110.0  164.8  196.0  261.6
 *   3, 7, 11   Fmaj7    87.3  174.6  220.0  261.6
 *   4, 8, 12   G        98.0  196.0  246.9  293.7
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const rate = 8000;
const barS = 3;
/** Equal temperament, A4 = 440 Hz = MIDI 69. */
const chords: readonly (readonly number[])[] = [
  [48, 52, 55, 59],
  [45, 52, 55, 60],
  [41, 53, 57, 60],
  [43, 55, 59, 62],
];
const bars = 12;
const arpeggios: readonly (readonly number[])[] = [
  [0, 2, 1, 3, 2, 1],
  [3, 1, 2, 0, 2, 3],
];
/** RMS of the whole, in dB of full scale: present, but under speech. */
const levelDbfs = -18;

const frequency = (midi: number): number => 440 * 2 ** ((midi - 69) / 12);

type Voice = (t: number, hz: number) => number;

/** A soft string pad: slow swell, two strings a little out of tune, few overtones. */
const pad: Voice = (t, hz) => {
  const length = barS + 0.8;
  const swell = Math.sin(Math.PI * Math.min(1, t / length)) ** 0.7;
  const tone = (f: number): number => Math.sin(2 * Math.PI * f * t) + 0.25 * Math.sin(4 * Math.PI * f * t);
  return t > length ? 0 : 0.11 * swell * (tone(hz) + tone(hz * 1.003));
};

/** A plucked string: quick attack, overtones that die before the fundamental. */
const pluck: Voice = (t, hz) => {
  const attack = Math.min(1, t / 0.008);
  const partial = (n: number, level: number, decay: number): number =>
    n * hz > rate * 0.42 ? 0 : level * Math.exp(-t * decay) * Math.sin(2 * Math.PI * n * hz * t);
  return 0.3 * attack * (partial(1, 1, 2.2) + partial(2, 0.35, 4) + partial(3, 0.15, 6.5));
};

/** Adds a note to the loop; what rings over its end comes in at its beginning. */
function add(loop: Float64Array, startS: number, lengthS: number, voice: Voice, hz: number): void {
  const first = Math.round(startS * rate);
  for (let n = 0; n < Math.round(lengthS * rate); n += 1) {
    const at = (first + n) % loop.length;
    loop[at] = (loop[at] ?? 0) + voice(n / rate, hz);
  }
}

function compose(): Float64Array {
  const loop = new Float64Array(bars * barS * rate);
  for (let bar = 0; bar < bars; bar += 1) {
    const chord = chords[bar % chords.length] ?? [];
    const arpeggio = arpeggios[Math.floor(bar / 4) % arpeggios.length] ?? [];
    for (const note of chord) add(loop, bar * barS, barS + 0.8, pad, frequency(note));
    arpeggio.forEach((step, beat) => {
      const note = (chord[step] ?? 60) + 12;
      add(loop, bar * barS + (beat * barS) / arpeggio.length, 2.5, pluck, frequency(note));
    });
  }
  return loop;
}

function toWav(loop: Float64Array): Buffer {
  const rms = Math.sqrt(loop.reduce((sum, x) => sum + x * x, 0) / loop.length);
  const gain = 10 ** (levelDbfs / 20) / rms;
  const wav = Buffer.alloc(44 + loop.length * 2);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + loop.length * 2, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(rate * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(loop.length * 2, 40);
  loop.forEach((x, n) =>
    wav.writeInt16LE(Math.round(Math.max(-1, Math.min(1, x * gain)) * 32767), 44 + n * 2),
  );
  return wav;
}

const target = join(__dirname, '../freeswitch/sounds/music/8000/hold-1.wav');
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, toWav(compose()));
process.stdout.write(`hold-1.wav: ${String(bars * barS)} s\n`);
