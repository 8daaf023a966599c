/**
 * Makes the recordings of a pack's prompts and fragments: freeswitch/sounds/<language>/<name>.wav.
 *
 *   npm run prompts:build                 the ones that are missing
 *   npm run prompts:build -- 05 d1        these, in both languages
 *   npm run prompts:build -- --all        every one, real recordings put in their place too
 *
 * Needs espeak-ng, flite and sox. Their output is committed, so that nobody else needs them.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Language } from '../server/ivr/flow-terms';
import type { Pack } from '../server/ivr/flow';
import { loadPack } from '../server/ivr/load-pack';
import { promptSound } from '../server/ivr/speech';

const root = join(__dirname, '..');
const packDirectory = join(root, 'server/ivr/packs/1000');
const soundsDirectory = join(root, 'freeswitch/sounds');

interface Recording {
  readonly name: string;
  readonly language: Language;
  readonly words: string;
}

/** Debian's espeak-ng reads hanzi as English letters with -v cmn; cmn-latn-pinyin is the one that knows them. */
const speak: Readonly<Record<Language, (words: string, file: string) => void>> = {
  'zh-CN': (words, file) =>
    execFileSync('espeak-ng', ['-v', 'cmn-latn-pinyin', '-s', '180', '-w', file, words]),
  'en-US': (words, file) =>
    execFileSync('flite', ['-voice', 'slt', '--setf', 'duration_stretch=0.9', '-t', words, '-o', file]),
};

function recordingsOf(pack: Pack): Recording[] {
  const entries = [
    ...Object.entries(pack.prompts).map(([number, words]) => ({ name: promptSound(Number(number)), words })),
    ...Object.entries(pack.fragments).map(([name, words]) => ({ name, words })),
  ];
  return entries.flatMap(({ name, words }) =>
    pack.languages.available.map((language) => ({ name, language, words: words[language] ?? '' })),
  );
}

/** Fragments follow each other within a sentence: they keep less air than a prompt. */
const airAfterS = (name: string): string => (/^\d+$/.test(name) ? '0.15' : '0.05');

const format = ['-r', '8000', '-c', '1', '-b', '16', '-e', 'signed-integer'];

/** espeak-ng is all peaks: limited by this much, the two voices come out equally loud. */
const limitDb: Readonly<Record<Language, number>> = { 'zh-CN': 12, 'en-US': 1 };

/** sox -D (no dither) with these gives the same file every time. */
const effects = (language: Language, airAfter: string): string[] => [
  'gain -9',
  'highpass 80',
  'rate -h 8000',
  'gain -n -1',
  `gain -l ${String(limitDb[language])}`,
  'gain -n -3',
  'silence 1 0.01 0.12% reverse silence 1 0.01 0.12% reverse',
  `pad 0.03 ${airAfter}`,
  'norm -3',
];

function make(recording: Recording, workDirectory: string): void {
  const raw = join(workDirectory, 'raw.wav');
  const target = join(soundsDirectory, recording.language, `${recording.name}.wav`);
  mkdirSync(join(soundsDirectory, recording.language), { recursive: true });
  speak[recording.language](recording.words, raw);
  execFileSync('sox', [
    '-D',
    raw,
    ...format,
    target,
    ...effects(recording.language, airAfterS(recording.name)).flatMap((one) => one.split(' ')),
  ]);
}

function main(args: readonly string[]): void {
  const isAll = args.includes('--all');
  const names = args.filter((arg) => !arg.startsWith('--'));
  const pack = loadPack({ directory: packDirectory });
  const wanted = recordingsOf(pack).filter(({ name, language }) => {
    if (names.length > 0) return names.includes(name);
    return isAll || !existsSync(join(soundsDirectory, language, `${name}.wav`));
  });
  const workDirectory = mkdtempSync(join(tmpdir(), 'prompts-'));
  try {
    for (const recording of wanted) make(recording, workDirectory);
  } finally {
    rmSync(workDirectory, { recursive: true, force: true });
  }
  const bytes = wanted.reduce(
    (sum, { language, name }) => sum + readFileSync(join(soundsDirectory, language, `${name}.wav`)).length,
    0,
  );
  process.stdout.write(
    `${String(wanted.length)} recordings made, ${String(Math.round(bytes / 1024))} KiB.\n`,
  );
}

main(process.argv.slice(2));
