/** The recordings on disk: those of the product, and this installation's own, which are heard instead. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { isMissing } from '../errors';
import { FRAGMENTS, type SoundPath } from '../contract/sounds';
import { readWavFormat, secondsOf, WavFault } from './wav-format';

const noteSchema = z.object({
  origin: z.enum(['recorded', 'rendered']),
  text: z.string().nullable(),
  changedAt: z.iso.datetime(),
  changedBy: z.string(),
  reason: z.string(),
});
/** Kept beside a recording of our own, as `<name>.wav.json`. */
export type SoundNote = z.infer<typeof noteSchema>;

/** Beside the languages, on the same file system: a rename must do. */
const STAGED = '.staged';
/** Room for the chunks some programs write before the samples. */
const HEADER_BYTES = 4096;

/** A staged recording with what is told of it. */
interface PlacedFile {
  readonly stagedAs: string;
  readonly hash: string;
  readonly note: SoundNote;
}

export class SoundFiles {
  constructor(
    /** Part of the product, never written. */
    private readonly madeDir: string,
    /** Searched first; the switch reads it too. */
    private readonly ownDir: string,
  ) {}

  /** Path of what a caller hears now; null when there is nothing. */
  async heard(sound: SoundPath): Promise<{ path: string; isOwn: boolean } | null> {
    const [own, made] = [this.own(sound), this.made(sound)];
    if (await isFile(own)) return { path: own, isOwn: true };
    return (await isFile(made)) ? { path: made, isOwn: false } : null;
  }

  hasMade(sound: SoundPath): Promise<boolean> {
    return isFile(this.made(sound));
  }

  /** Null for one that is not our own, or was put there by hand. */
  async note(sound: SoundPath): Promise<SoundNote | null> {
    try {
      const parsed = noteSchema.safeParse(JSON.parse(await readFile(`${this.own(sound)}.json`, 'utf8')));
      return parsed.success ? parsed.data : null;
    } catch (error) {
      // No file, or half a line of somebody's editor: the recording counts, not the note.
      if (error instanceof SyntaxError || isMissing(error)) return null;
      throw error;
    }
  }

  /** Writes a recording where nobody hears it, so that it outlives a power failure. */
  async stage(wav: Buffer): Promise<{ stagedAs: string; hash: string }> {
    const stagedAs = randomUUID();
    await mkdir(join(this.ownDir, STAGED), { recursive: true });
    // Readable for a switch that runs as another user.
    await writeFile(this.staged(stagedAs), wav, { mode: 0o644, flush: true });
    await syncDirectory(join(this.ownDir, STAGED));
    return { stagedAs, hash: hashOf(wav) };
  }

  /**
   * The staged recording is heard from now on; a call that plays the old one plays it to its end. May be repeated.
   * @throws Error when the recording is neither staged nor in place
   */
  async place(sound: SoundPath, { stagedAs, hash, note }: PlacedFile): Promise<void> {
    const path = this.own(sound);
    await mkdir(dirname(path), { recursive: true });
    await replaceFile(`${path}.json`, JSON.stringify(note));
    try {
      await rename(this.staged(stagedAs), path);
    } catch (error) {
      if (!isMissing(error)) throw error;
      if ((await hashOfFile(path)) !== hash)
        throw new Error(`The recording ${stagedAs} is neither staged nor in place.`, { cause: error });
    }
    await syncDirectory(dirname(path));
  }

  /** Staged files that are older and not among those; a place where nothing was staged has none. */
  async removeStaged(olderThan: number, except: ReadonlySet<string>): Promise<void> {
    const names = await filesIn(join(this.ownDir, STAGED));
    for (const name of names) {
      const path = join(this.ownDir, STAGED, name);
      if (except.has(name.replace(/\.wav$/, ''))) continue;
      if ((await stat(path)).mtimeMs < olderThan) await rm(path, { force: true });
    }
  }

  async remove(sound: SoundPath): Promise<void> {
    const path = this.own(sound);
    await rm(path, { force: true });
    await rm(`${path}.json`, { force: true });
    await syncDirectory(dirname(path));
  }

  /** Names of our own recordings in a group. */
  async ownNames({ language, group }: Pick<SoundPath, 'language' | 'group'>): Promise<string[]> {
    const entries = await filesIn(dirname(this.own({ language, group, name: 'x' })));
    return entries.filter((entry) => entry.endsWith('.wav')).map((entry) => entry.slice(0, -4));
  }

  /** Null for a file that is no WAV. */
  async durationMs(path: string): Promise<number | null> {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
      return Math.round(secondsOf(readWavFormat(buffer.subarray(0, bytesRead), size)) * 1000);
    } catch (error) {
      if (error instanceof WavFault) return null;
      throw error;
    } finally {
      await file.close();
    }
  }

  private staged = (stagedAs: string): string => join(this.ownDir, STAGED, `${stagedAs}.wav`);
  private own = (sound: SoundPath): string => join(this.ownDir, fileOf(sound));
  private made = (sound: SoundPath): string => join(this.madeDir, fileOf(sound));
}

/** As the event socket names it: a fragment stands in its language's directory, all else in its group's. */
export const soundName = ({ group, name }: Pick<SoundPath, 'group' | 'name'>): string =>
  group === FRAGMENTS ? name : `${group}/${name}`;

const fileOf = (sound: SoundPath): string => join(sound.language, `${soundName(sound)}.wav`);

async function replaceFile(path: string, content: string | Buffer): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    // Readable for a switch that runs as another user.
    await writeFile(temporary, content, { mode: 0o644, flush: true });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

const hashOf = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

/** null when there is none */
async function hashOfFile(path: string): Promise<string | null> {
  try {
    return hashOf(await readFile(path));
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Names in a directory; none when it is not there. */
async function filesIn(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** A name lasts only once its directory is on disk. */
async function syncDirectory(path: string): Promise<void> {
  try {
    const directory = await open(path, 'r');
    await directory.sync().finally(() => directory.close());
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
