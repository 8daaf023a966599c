import { opendir, stat, unlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { recordingFileName } from '../calls/switch';
import { isMissing } from '../errors';
import { fileSource, objectSource } from './byte-source';
import type { ObjectStore } from './object-store';
import { RecordingKeys } from './recording-keys';
import { SealedWriter } from './sealed-writer';
import { resealFile } from './reseal-file';
import { plainSound, sealedSound, type SoundFile } from './sound-file';
import { syncDirectoryOf } from './sync-directory';

const NAME = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(wav|klr)$/;
const sealedName = (recordingId: string): string => `${recordingId}.klr`;
const unfinishedName = (recordingId: string): string => `${sealedName(recordingId)}.part`;

export interface FoundFile {
  readonly recordingId: string;
  readonly isPlain: boolean;
  readonly changedAt: Date;
}

export interface SealedCopy {
  readonly writer: SealedWriter;
  readonly keyId: string;
}

/** Where the switches write: by the same path here and there. Beside it lies what was encrypted. */
export class RecordingFiles {
  readonly #directories: readonly string[];
  readonly #keys: RecordingKeys;
  readonly #store: ObjectStore | null;

  /** @param store where files are moved once they are kept; null: they stay on disk */
  constructor(
    directories: readonly string[],
    keys = new RecordingKeys([]),
    store: ObjectStore | null = null,
  ) {
    this.#store = store;
    // Several switches may share a directory.
    this.#directories = [...new Set(directories.map((each) => resolve(each)))];
    this.#keys = keys;
  }

  /**
   * Its sound, or null when there is none; to be closed.
   * @throws when a directory cannot be read, which is not the same as a file that is not there
   * @throws OperationalError part-failed, not retryable: it was changed, or its key is not here
   */
  async open(recordingId: string): Promise<SoundFile | null> {
    const sealed = await this.#find(sealedName(recordingId));
    if (sealed !== null) return sealedSound(await fileSource(sealed), recordingId, this.#keys);
    const plain = await this.#find(recordingFileName(recordingId));
    return plain === null ? this.#openStored(recordingId) : plainSound(await fileSource(plain));
  }

  /** Whether its sound can be opened: on disk, or in the store. @throws as open does */
  async isThere(recordingId: string): Promise<boolean> {
    const sound = await this.open(recordingId);
    await sound?.close();
    return sound !== null;
  }

  async #openStored(recordingId: string): Promise<SoundFile | null> {
    if (this.#store === null) return null;
    const sealed = await objectSource(this.#store, sealedName(recordingId));
    if (sealed !== null) return sealedSound(sealed, recordingId, this.#keys);
    const plain = await objectSource(this.#store, recordingFileName(recordingId));
    return plain && plainSound(plain);
  }

  /** Of what was closed, even if it was encrypted before by a server that died over it. null: there is no plain file. */
  async openPlain(recordingId: string): Promise<SoundFile | null> {
    const plain = await this.#find(recordingFileName(recordingId));
    return plain === null ? null : plainSound(await fileSource(plain));
  }

  get hasStore(): boolean {
    return this.#store !== null;
  }

  /**
   * Sends its file to the store; the one on disk stays. null: there is none on disk.
   * @returns how many bytes it is there @throws OperationalError object-store-away
   */
  async upload(recordingId: string): Promise<number | null> {
    for (const name of [sealedName(recordingId), recordingFileName(recordingId)]) {
      const path = await this.#find(name);
      if (path === null) continue;
      const hash = createHash('sha256');
      let bytes = 0;
      for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
        hash.update(piece);
        bytes += piece.length;
      }
      await this.#store?.put(name, { path, bytes, sha256: hash.digest('hex') });
      return bytes;
    }
    return null;
  }

  /** The managed key that is used now; null: recordings stay plain here. */
  get currentKeyId(): string | null {
    return this.#keys.current?.id ?? null;
  }

  /** Seals it with the present managed key; one that is in the store is on disk afterwards. false: there is none. */
  async reseal(recordingId: string): Promise<boolean> {
    const name = sealedName(recordingId);
    const found = await this.#find(name);
    const [directory = ''] = this.#directories;
    const path = found ?? join(directory, name);
    const to = this.#keys.current;
    const source =
      found !== null ? await fileSource(found) : this.#store && (await objectSource(this.#store, name));
    if (source === null || to === null) return false;
    try {
      await resealFile(source, path, { recordingId, keys: this.#keys, to });
      return true;
    } finally {
      await source.close();
    }
  }

  /** To encrypt it where it lies; null: recordings stay plain here. */
  async sealedCopy(recordingId: string, size: number): Promise<SealedCopy | null> {
    const plain = await this.#find(recordingFileName(recordingId));
    const key = this.#keys.current;
    if (key === null || plain === null) return null;
    const path = join(dirname(plain), sealedName(recordingId));
    return { writer: await SealedWriter.create(path, recordingId, size, key), keyId: key.id };
  }

  /** However and wherever it lies; once more does no harm. It is gone from the disk, too, when this resolves. */
  async remove(recordingId: string): Promise<void> {
    await this.#store?.remove(sealedName(recordingId));
    await this.#store?.remove(recordingFileName(recordingId));
    await this.removeLocal(recordingId);
  }

  /** From the disk alone. */
  async removeLocal(recordingId: string): Promise<void> {
    await this.removePlain(recordingId);
    for (const name of [sealedName(recordingId), unfinishedName(recordingId)]) await this.#remove(name);
  }

  removePlain(recordingId: string): Promise<void> {
    return this.#remove(recordingFileName(recordingId));
  }

  /** All there are, in portions; a directory that is not there has none. */
  async *all(atOnce: number): AsyncGenerator<readonly FoundFile[]> {
    for (const directory of this.#directories) {
      let found: FoundFile[] = [];
      const entries = await opendir(directory).catch(unlessMissing);
      if (entries === null) continue;
      for await (const { name } of entries) {
        const [, recordingId, kind] = NAME.exec(name) ?? [];
        if (recordingId === undefined) continue;
        const facts = await stat(join(directory, name)).catch(unlessMissing);
        if (facts !== null) found.push({ recordingId, isPlain: kind === 'wav', changedAt: facts.mtime });
        if (found.length < atOnce) continue;
        yield found;
        found = [];
      }
      if (found.length > 0) yield found;
    }
  }

  async #find(name: string): Promise<string | null> {
    for (const directory of this.#directories) {
      const path = join(directory, name);
      const found = await stat(path).catch(unlessMissing);
      if (found?.isFile() === true) return path;
    }
    return null;
  }

  async #remove(name: string): Promise<void> {
    for (const directory of this.#directories) {
      const path = join(directory, name);
      const removed = await unlink(path)
        .then(() => true)
        .catch(unlessMissing);
      // A name that comes back would be a file nobody knows.
      if (removed === true) await syncDirectoryOf(path);
    }
  }
}

function unlessMissing(error: unknown): null {
  if (isMissing(error)) return null;
  throw error;
}
