import { open, opendir, stat, unlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { recordingFileName } from '../calls/switch';
import { isMissing } from '../errors';

const PLAIN = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.wav$/;

export interface FoundFile {
  readonly recordingId: string;
  readonly path: string;
  readonly changedAt: Date;
}

/** Where the switches write: by the same path here and there. */
export class RecordingFiles {
  readonly #directories: readonly string[];

  constructor(directories: readonly string[]) {
    // `sendFile` and logs want whole paths; several switches may share a directory.
    this.#directories = [...new Set(directories.map((each) => resolve(each)))];
  }

  /** The path of its WAV, or null. @throws when a directory cannot be read, which is not the same as a file that is not there */
  async find(recordingId: string): Promise<string | null> {
    for (const directory of this.#directories) {
      const path = join(directory, recordingFileName(recordingId));
      const found = await stat(path).catch(unlessMissing);
      if (found?.isFile() === true) return path;
    }
    return null;
  }

  /** Wherever it lies; once more does no harm. What it was called is gone from the disk too when this resolves. */
  async remove(recordingId: string): Promise<void> {
    for (const directory of this.#directories) {
      const removed = await unlink(join(directory, recordingFileName(recordingId)))
        .then(() => true)
        .catch(unlessMissing);
      if (removed === true) await syncDirectory(directory);
    }
  }

  /** All there are, in pieces; a directory that is not there has none. */
  async *all(atOnce: number): AsyncGenerator<readonly FoundFile[]> {
    for (const directory of this.#directories) {
      let found: FoundFile[] = [];
      const entries = await opendir(directory).catch(unlessMissing);
      if (entries === null) continue;
      for await (const { name } of entries) {
        const recordingId = PLAIN.exec(name)?.[1];
        if (recordingId === undefined) continue;
        const path = join(directory, name);
        const facts = await stat(path).catch(unlessMissing);
        if (facts !== null) found.push({ recordingId, path, changedAt: facts.mtime });
        if (found.length < atOnce) continue;
        yield found;
        found = [];
      }
      if (found.length > 0) yield found;
    }
  }
}

/** A name that comes back after the machine has lost its power would be a file nobody knows. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

function unlessMissing(error: unknown): null {
  if (isMissing(error)) return null;
  throw error;
}
