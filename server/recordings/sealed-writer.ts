import { open, rename, type FileHandle } from 'node:fs/promises';
import type { RecordingKey } from './recording-keys';
import { newFileKey, PIECE_BYTES, sealPiece, writeHeader } from './sealed-format';
import { syncDirectoryOf } from './sync-directory';

/** Under another name until it is whole and on disk: what is called `.klr` can be opened. */
const UNFINISHED = '.part';

/** Writes an encrypted recording, in pieces of any size. */
export class SealedWriter {
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #fileKey: Buffer;
  #rest: Buffer = Buffer.alloc(0);
  #index = 0;

  private constructor(path: string, file: FileHandle, fileKey: Buffer) {
    this.#path = path;
    this.#file = file;
    this.#fileKey = fileKey;
  }

  /** @param size of the WAV, to the byte */
  static async create(
    path: string,
    recordingId: string,
    size: number,
    managed: RecordingKey,
  ): Promise<SealedWriter> {
    const fileKey = newFileKey();
    const writer = new SealedWriter(path, await open(path + UNFINISHED, 'w', 0o640), fileKey);
    try {
      await writer.#file.write(writeHeader(recordingId, size, fileKey, managed));
    } catch (error) {
      await writer.abandon();
      throw error;
    }
    return writer;
  }

  async add(piece: Buffer): Promise<void> {
    const all = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece]);
    let at = 0;
    for (; at + PIECE_BYTES <= all.length; at += PIECE_BYTES)
      await this.#write(all.subarray(at, at + PIECE_BYTES));
    this.#rest = Buffer.from(all.subarray(at));
  }

  async finish(): Promise<void> {
    if (this.#rest.length > 0) await this.#write(this.#rest);
    await this.#file.sync();
    await this.#file.close();
    await rename(this.#path + UNFINISHED, this.#path);
    await syncDirectoryOf(this.#path);
  }

  /** What is half written stays under its other name; the next try writes over it. */
  async abandon(): Promise<void> {
    await this.#file.close().catch(() => undefined);
  }

  async #write(piece: Buffer): Promise<void> {
    await this.#file.write(sealPiece(this.#fileKey, this.#index, piece));
    this.#index += 1;
  }
}
