import { readFileSync, statSync, type Stats } from 'node:fs';
import { MediaError } from '../media-error';
import { decodeWav } from './wav';

/** Decoded sounds kept in memory: an hour of speech at 8 kHz, all prompts of several packs. */
const MOST_BYTES = 64 * 1024 * 1024;

interface Entry {
  readonly modifiedMs: number;
  readonly size: number;
  readonly samples: Int16Array;
}

/**
 * WAV files by path, each decoded once. A file replaced on disk is heard at its next playback. Reads block: prompts are
 * some 50 kB, and are read once.
 */
export class WavLibrary {
  /** In the order of last use, oldest first. */
  private readonly entries = new Map<string, Entry>();
  private bytes = 0;

  /** @throws MediaError when there is no such file or we cannot play it */
  samples(path: string): Int16Array {
    const facts = this.look(path);
    const known = this.entries.get(path);
    this.forget(path);
    const isFresh = known !== undefined && known.modifiedMs === facts.mtimeMs && known.size === facts.size;
    const samples = isFresh ? known.samples : this.decode(path);
    this.entries.set(path, { modifiedMs: facts.mtimeMs, size: facts.size, samples });
    this.bytes += samples.byteLength;
    this.makeRoom();
    return samples;
  }

  private look(path: string): Stats {
    const facts = statSync(path, { throwIfNoEntry: false });
    if (facts?.isFile() !== true) {
      throw new MediaError('sound-not-found', 'There is no such sound', { details: { path } });
    }
    return facts;
  }

  private decode(path: string): Int16Array {
    try {
      return decodeWav(readFileSync(path));
    } catch (error) {
      if (error instanceof MediaError) {
        throw new MediaError('unsupported-sound', error.message, { details: { path } });
      }
      throw new MediaError('sound-not-found', 'The sound cannot be read', {
        details: { path },
        cause: error,
      });
    }
  }

  private makeRoom(): void {
    for (const path of this.entries.keys()) {
      if (this.bytes <= MOST_BYTES) return;
      this.forget(path);
    }
  }

  private forget(path: string): void {
    this.bytes -= this.entries.get(path)?.samples.byteLength ?? 0;
    this.entries.delete(path);
  }
}
