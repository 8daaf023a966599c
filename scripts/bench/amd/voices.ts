import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readWavFormat } from '../../../server/sounds/wav-format';
import { monoSamples } from '../../../server/sounds/wav-samples';
import { resample } from '../../../server/sounds/resample';
import type { Half } from './texts';

export interface Voice {
  readonly half: Half;
  readonly language: 'en' | 'zh';
  readonly name: string;
  readonly program: 'espeak-ng' | 'flite';
  readonly options: readonly string[];
}

const espeak = (half: Half, language: 'en' | 'zh', variant: string, speed: number, pitch: number): Voice => ({
  half,
  language,
  name: `${language} ${variant} ${speed} ${pitch}`,
  program: 'espeak-ng',
  options: [
    '-v',
    `${language === 'en' ? 'en-us' : 'cmn-latn-pinyin'}+${variant}`,
    '-s',
    String(speed),
    '-p',
    String(pitch),
  ],
});
const flite = (half: Half, voice: string, stretch: number): Voice => ({
  half,
  language: 'en',
  name: `flite ${voice} ${stretch}`,
  program: 'flite',
  options: ['-voice', voice, '--setf', `duration_stretch=${stretch}`],
});

/** No voice speaks in both halves; men and women, slow and fast, high and low in each. */
export const allVoices: readonly Voice[] = [
  espeak('tuning', 'en', 'm1', 150, 40),
  espeak('tuning', 'en', 'f2', 190, 60),
  flite('tuning', 'slt', 0.95),
  flite('tuning', 'rms', 1.05),
  espeak('tuning', 'zh', 'm1', 190, 40),
  espeak('tuning', 'zh', 'f2', 230, 60),
  espeak('tuning', 'zh', 'm7', 160, 50),
  espeak('held-out', 'en', 'm3', 175, 30),
  espeak('held-out', 'en', 'f4', 160, 75),
  flite('held-out', 'awb', 1),
  flite('held-out', 'kal', 1.1),
  espeak('held-out', 'zh', 'm3', 210, 30),
  espeak('held-out', 'zh', 'f4', 180, 75),
  espeak('held-out', 'zh', 'f1', 250, 50),
];

export const missingPrograms = (): string[] =>
  ['espeak-ng', 'flite', 'sox'].filter((program) => spawnSync(program, ['--version']).error !== undefined);

/** At 8 kHz, without the silence engines put around it. */
export async function speak(voice: Voice, words: string, directory: string): Promise<Float32Array> {
  const file = join(directory, 'spoken.wav');
  if (voice.program === 'espeak-ng') execFileSync('espeak-ng', [...voice.options, '-w', file, words]);
  else execFileSync('flite', [...voice.options, '-t', words, '-o', file]);
  const wav = readFileSync(file);
  const format = readWavFormat(wav);
  return trimmed(await resample(await monoSamples(wav, format), format.rate));
}

function trimmed(samples: Float32Array): Float32Array {
  const most = samples.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample)), 0);
  const isLoud = (sample: number) => Math.abs(sample) > most * 0.02;
  return samples.slice(samples.findIndex(isLoud), samples.findLastIndex(isLoud) + 1);
}
