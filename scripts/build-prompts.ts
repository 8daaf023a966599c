/**
 * Makes the recordings of every pack's prompts, freeswitch/sounds/<language>/<pack>/<number>.wav, and of the languages'
 * fragments, freeswitch/sounds/<language>/<name>.wav, and of the demo's information items.
 *
 *   npm run prompts:build                    the ones that are missing
 *   npm run prompts:build -- 1000/05 d1      these, in every language
 *   npm run prompts:build -- --all           every one, real recordings put in their place too
 *
 * Needs espeak-ng, flite and sox. Their output is committed, so that nobody else needs them.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { demoItems } from '../db/demo/information';
import { languageSchema } from '../server/contract/rest';
import { packFrameSchema } from '../server/ivr/flow';
import type { Language } from '../server/ivr/flow-terms';
import { fragmentsOf } from '../server/ivr/grammar/fragments';
import { promptSound } from '../server/ivr/speech';
import { textEntries } from '../server/sounds/spoken-texts';

const root = join(__dirname, '..');
const packsDirectory = join(root, 'server/ivr/packs');
const soundsDirectory = join(root, 'freeswitch/sounds');

interface Recording {
  readonly name: string;
  readonly language: Language;
  readonly words: string;
  /** Followed by others within a sentence: it keeps less air than a prompt. */
  readonly isFragment: boolean;
}

/** Debian's espeak-ng reads hanzi as English letters with -v cmn; cmn-latn-pinyin is the one that knows them. */
const speak: Readonly<Record<Language, (words: string, file: string) => void>> = {
  'zh-CN': (words, file) =>
    execFileSync('espeak-ng', ['-v', 'cmn-latn-pinyin', '-s', '180', '-w', file, words]),
  'en-US': (words, file) =>
    execFileSync('flite', ['-voice', 'slt', '--setf', 'duration_stretch=0.9', '-t', words, '-o', file]),
};

const { id, languages, prompts } = packFrameSchema.shape;
/** What is said does not wait for a flow without faults. */
const wordsSchema = z.object({ id, languages, prompts });

function promptsOf(packDirectory: string): Recording[] {
  const pack = wordsSchema.parse(
    parse(readFileSync(join(packsDirectory, packDirectory, 'pack.yaml'), 'utf8')),
  );
  return Object.entries(pack.prompts).flatMap(([number, words]) =>
    pack.languages.available.map((language) => ({
      name: promptSound(pack.id, Number(number)),
      language,
      words: words[language] ?? '',
      isFragment: false,
    })),
  );
}

function allRecordings(): Recording[] {
  const fragments = languageSchema.options.flatMap((language) =>
    Object.entries(fragmentsOf(language)).map(([name, words]) => ({
      name,
      language,
      words,
      isFragment: true,
    })),
  );
  const items = demoItems
    .flatMap(({ titles, texts }) => [...textEntries(titles), ...textEntries(texts)])
    .map(({ language, group, name, text }) => ({
      name: `${group}/${name}`,
      language,
      words: text,
      isFragment: false,
    }));
  return [...fragments, ...items, ...readdirSync(packsDirectory).flatMap(promptsOf)];
}

const fileOf = ({ language, name }: Recording): string => join(soundsDirectory, language, `${name}.wav`);

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
  const target = fileOf(recording);
  mkdirSync(dirname(target), { recursive: true });
  speak[recording.language](recording.words, raw);
  execFileSync('sox', [
    '-D',
    raw,
    ...format,
    target,
    ...effects(recording.language, recording.isFragment ? '0.05' : '0.15').flatMap((one) => one.split(' ')),
  ]);
}

function main(args: readonly string[]): void {
  const isAll = args.includes('--all');
  const names = args.filter((arg) => !arg.startsWith('--'));
  const wanted = allRecordings().filter((recording) => {
    if (names.length > 0) return names.includes(recording.name);
    return isAll || !existsSync(fileOf(recording));
  });
  const workDirectory = mkdtempSync(join(tmpdir(), 'prompts-'));
  try {
    for (const recording of wanted) make(recording, workDirectory);
  } finally {
    rmSync(workDirectory, { recursive: true, force: true });
  }
  const bytes = wanted.reduce((sum, recording) => sum + readFileSync(fileOf(recording)).length, 0);
  process.stdout.write(
    `${String(wanted.length)} recordings made, ${String(Math.round(bytes / 1024))} KiB.\n`,
  );
}

main(process.argv.slice(2));
