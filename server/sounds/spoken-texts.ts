import { createHash } from 'node:crypto';
import { ITEMS } from '../contract/sounds';
import type { Language, ManifestEntry } from './manifest';
import type { SoundChange, SoundLibrary } from './sound-library';

export type Texts = Readonly<Partial<Record<Language, string>>>;

/**
 * The sound of a text that people wrote: its name comes from the words, so that a text that was changed is not heard
 * as it was before, and the same words are spoken once.
 */
export const textSound = (text: string): string =>
  `text-${createHash('sha256').update(text).digest('hex').slice(0, 20)}`;

export const textEntries = (texts: Texts): ManifestEntry[] =>
  Object.entries(texts).map(([language, text]) => ({
    language: language as Language,
    group: ITEMS,
    name: textSound(text),
    text,
  }));

/** What callers can hear of texts; see textSound. */
export class SpokenTexts {
  constructor(private readonly library: () => Pick<SoundLibrary, 'isHeard' | 'speakMissing'>) {}

  /** Names of sounds that are there, by language. */
  async sounds(texts: Texts): Promise<Texts> {
    const found = await Promise.all(
      textEntries(texts).map(async ({ language, group, name }) =>
        (await this.library().isHeard({ language, group, name }))
          ? [[language, `${ITEMS}/${name}`] as const]
          : [],
      ),
    );
    return Object.fromEntries(found.flat());
  }

  /** Has spoken what is not there yet. @returns how many @throws as SoundLibrary.renderText */
  async speak(all: readonly Texts[], change: SoundChange): Promise<number> {
    return this.library().speakMissing(all.flatMap(textEntries), change);
  }
}
