import { join, resolve } from 'node:path';
import type { Env } from './config/env';
import { HttpSpeech } from './connectors/speech-http';
import { InstalledSpeech } from './connectors/speech-programs';
import { FRAGMENTS } from './contract/sounds';
import { soundRoutes } from './http/routes/sound-routes';
import type { Route } from './http';
import type { Pack } from './ivr/flow';
import { fragmentsOf } from './ivr/grammar/fragments';
import { promptSound } from './ivr/speech';
import type { Logger } from './logging';
import { runCommand } from './parts/run-command';
import { every } from './periodic';
import type { ManifestEntry } from './sounds/manifest';
import { noSpeech } from './sounds/no-speech';
import { SoundFiles } from './sounds/sound-files';
import { SoundLibrary } from './sounds/sound-library';
import type { SoundRecords } from './sounds/sound-records';
import type { SpeechEngine } from './sounds/speech';

/** Recordings that come with the product. */
export const MADE_SOUNDS = join(__dirname, '..', 'freeswitch', 'sounds');

/** Recordings and rendered texts of this installation, by the same path here and on the switch. */
export const ownSoundsDir = (env: Env): string =>
  resolve(env.KILOLINE_SOUNDS_DIR ?? join(env.KILOLINE_RUN_DIR, 'sounds'));

/** A recording whose server died on the way is heard this much later at most. */
const REPAIR_MS = 30_000;

export interface SoundRoom {
  readonly library: SoundLibrary;
  readonly routes: readonly Route[];
  /** Puts in place what a process that died had kept, now and from time to time. Answers with the stop. */
  start(): Promise<() => Promise<void>>;
}

export interface SoundRoomInput {
  readonly env: Env;
  /** The packs served now. */
  readonly packs: () => readonly Pack[];
  readonly records: SoundRecords;
  readonly logger: Logger;
}

export function composeSounds({ env, packs, records, logger }: SoundRoomInput): SoundRoom {
  const library = new SoundLibrary({
    files: new SoundFiles(MADE_SOUNDS, ownSoundsDir(env)),
    manifest: () => [...packs().flatMap(promptsOf), ...fragments()],
    speech: speechEngine(env),
    records,
    now: Date.now,
  });
  const repair = (): Promise<void> => library.repair();
  return {
    library,
    routes: soundRoutes(library),
    start: async () => {
      await repair().catch((err: unknown) => logger.error({ err }, 'recordings are not all in place'));
      return every(REPAIR_MS, 'recordings put in place', repair, logger);
    },
  };
}

function speechEngine(env: Env): SpeechEngine {
  if (env.SPEECH_URL !== undefined)
    return new HttpSpeech({ url: env.SPEECH_URL, token: env.SPEECH_TOKEN ?? null });
  return env.SPEECH_ENGINE === 'none' ? noSpeech : new InstalledSpeech(runCommand);
}

/** What a pack's callers may hear, with its words. */
export const promptsOf = ({ id, languages, prompts }: Pack): ManifestEntry[] =>
  Object.entries(prompts).flatMap(([number, words]) =>
    languages.available.map((language) => ({
      language,
      group: id,
      name: promptSound(id, Number(number)).slice(id.length + 1),
      text: words[language] ?? '',
    })),
  );

const fragments = (): ManifestEntry[] =>
  (['zh-CN', 'en-US'] as const).flatMap((language) =>
    Object.entries(fragmentsOf(language)).map(([name, text]) => ({ language, group: FRAGMENTS, name, text })),
  );
