import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { languageSchema } from '../../server/contract/rest';
import { telephoneWav } from '../../server/sounds/wav-samples';
import { shareOfTone } from './tone';

const RATE = 8000;
/** 75 Hz apart: told from each other within 70 ms. 780 pairs, more than there are sounds. */
const NOTES = Array.from({ length: 40 }, (_, index) => 300 + 75 * index);
const [LEAD_MS, SOUND_MS, TAIL_MS] = [20, 120, 40];
/** Of the two notes together, and of the weaker: what is neither is music or speech. */
const [LEAST_TOGETHER, LEAST_EACH] = [0.8, 0.25];

/** Sounds by their names: `zh-CN/1000/05`. */
export type SoundFile = string;

/**
 * Takes the place of every recording by a sound of its own, two notes for an eighth of a second, so that a
 * machine can tell by ear which one it hears.
 */
export class PromptTones {
  readonly #names = new Map<string, SoundFile>();

  private constructor(private readonly dir: string) {}

  /** @param made recordings that come with the product @param more `zh-CN/items/…` that do not */
  static async write(dir: string, made: string, more: readonly SoundFile[]): Promise<PromptTones> {
    const tones = new PromptTones(dir);
    for (const language of languageSchema.options) {
      for (const entry of readdirSync(join(made, language), { recursive: true, encoding: 'utf8' }).sort())
        if (entry.endsWith('.wav')) await tones.#add(join(language, entry.slice(0, -4)));
    }
    for (const name of more) await tones.#add(name);
    return tones;
  }

  /** What these samples are; null for music, speech or a sound that was cut too short. */
  recognise(samples: Float32Array): SoundFile | null {
    const shares = NOTES.map((hertz) => ({ hertz, share: shareOfTone(samples, RATE, hertz) }));
    const [first, second] = shares.sort((a, b) => b.share - a.share);
    if (!first || !second || second.share < LEAST_EACH) return null;
    if (first.share + second.share < LEAST_TOGETHER) return null;
    return this.#names.get(keyOf(first.hertz, second.hertz)) ?? null;
  }

  async #add(name: SoundFile): Promise<void> {
    const pair = pairs[this.#names.size];
    if (pair === undefined) throw new Error('There are more sounds than pairs of notes.');
    this.#names.set(keyOf(...pair), name);
    const file = join(this.dir, `${name}.wav`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, await telephoneWav(twoNotes(pair)));
  }
}

/** Far from each other first: the nearest are taken last. */
const pairs: readonly (readonly [number, number])[] = NOTES.flatMap((low, index) =>
  NOTES.slice(index + 1).map((high) => [low, high] as const),
).sort((a, b) => b[1] - b[0] - (a[1] - a[0]));

const keyOf = (a: number, b: number): string => `${Math.min(a, b)}+${Math.max(a, b)}`;

function twoNotes(pair: readonly [number, number]): Float32Array {
  const samples = new Float32Array(((LEAD_MS + SOUND_MS + TAIL_MS) * RATE) / 1000);
  const from = (LEAD_MS * RATE) / 1000;
  for (let at = 0; at < (SOUND_MS * RATE) / 1000; at += 1) {
    const [low, high] = pair.map((hertz) => 0.25 * Math.sin((2 * Math.PI * hertz * at) / RATE));
    samples[from + at] = (low ?? 0) + (high ?? 0);
  }
  return samples;
}
