/** What a telephone line makes of speech: level, background, coding. All chance comes from the dice. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readWavFormat } from '../../../server/sounds/wav-format';
import { monoSamples, telephoneWav } from '../../../server/sounds/wav-samples';
import type { Dice } from '../../soak/dice';

export const RATE = 8000;
export type Coding = 'a-law' | 'mu-law' | 'gsm';
export type Background = 'quiet' | 'hiss' | 'hum' | 'street';

export interface Line {
  readonly peakDb: number;
  readonly noiseDb: number;
  readonly background: Background;
  readonly coding: Coding;
}

export const rollLine = (dice: Dice): Line => {
  const peakDb = dice.between(-24, -4);
  const background = dice.pick(['quiet', 'quiet', 'hiss', 'hum', 'street'] as const);
  // Below the peaks of the speech.
  const below = background === 'quiet' ? dice.between(50, 65) : dice.between(22, 42);
  return {
    peakDb,
    noiseDb: peakDb - below,
    background,
    coding: dice.pick(['a-law', 'mu-law', 'gsm'] as const),
  };
};

const amplitude = (db: number): number => 10 ** (db / 20);

export async function throughLine(
  sound: Float32Array,
  line: Line,
  dice: Dice,
  directory: string,
): Promise<Int16Array> {
  const most = sound.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample)), 1e-9);
  const gain = amplitude(line.peakDb) / most;
  const noise = backgroundNoise(sound.length, line, dice);
  return coded(
    sound.map((sample, index) => sample * gain + (noise[index] ?? 0)),
    line.coding,
    directory,
  );
}

function backgroundNoise(length: number, { background, noiseDb }: Line, dice: Dice): Float32Array {
  const noise = new Float32Array(length);
  const level = amplitude(noiseDb);
  let slow = 0;
  let swell = 1;
  for (let at = 0; at < length; at += 1) {
    const white = dice.next() * 2 - 1;
    if (background === 'hum')
      noise[at] = level * (Math.SQRT2 * Math.sin((2 * Math.PI * 50 * at) / RATE) + 0.3 * white);
    else if (background === 'street') {
      // Low, and louder and quieter within a second.
      if (at % 800 === 0) swell = 0.5 + dice.next();
      slow = 0.9 * slow + 0.1 * white;
      noise[at] = level * swell * slow * 7;
    } else noise[at] = level * Math.sqrt(3) * white;
  }
  return noise;
}

async function coded(samples: Float32Array, coding: Coding, directory: string): Promise<Int16Array> {
  const [plain, there, back] = ['plain.wav', `coded.${coding === 'gsm' ? 'gsm' : 'wav'}`, 'back.wav'].map(
    (name) => join(directory, name),
  ) as [string, string, string];
  writeFileSync(plain, await telephoneWav(samples));
  execFileSync('sox', ['-D', plain, ...(coding === 'gsm' ? [] : ['-e', coding]), there]);
  execFileSync('sox', ['-D', there, '-e', 'signed-integer', '-b', '16', back]);
  const wav = readFileSync(back);
  const read = await monoSamples(wav, readWavFormat(wav));
  return Int16Array.from(read, (sample) => Math.round(sample * 32_767));
}
