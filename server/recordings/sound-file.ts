import { open, type FileHandle } from 'node:fs/promises';
import type { RecordingKeys } from './recording-keys';
import {
  FIXED_BYTES,
  headerLength,
  openFileKey,
  openPiece,
  PIECE_BYTES,
  readHeader,
  TAG_BYTES,
} from './sealed-format';

/** A WAV that can be read from anywhere, however it lies on disk. */
export interface SoundFile {
  /** Of the WAV. */
  readonly size: number;
  /** null: it lies there as it is. */
  readonly keyId: string | null;
  /** From byte to byte, the last one not included; in pieces small enough that calls do not wait. */
  read(from: number, to: number): AsyncGenerator<Buffer>;
  close(): Promise<void>;
}

export async function openPlain(path: string): Promise<SoundFile> {
  const file = await open(path, 'r');
  const { size } = await file.stat();
  return {
    size,
    keyId: null,
    read: async function* (from, to) {
      for (let at = from; at < to; at += PIECE_BYTES) yield readAt(file, at, Math.min(PIECE_BYTES, to - at));
    },
    close: () => file.close(),
  };
}

/** @throws OperationalError part-failed, not retryable: changed, or sealed with a key that is not there; while it is read, too */
export async function openSealed(path: string, recordingId: string, keys: RecordingKeys): Promise<SoundFile> {
  const file = await open(path, 'r');
  try {
    const length = headerLength(await readAt(file, 0, FIXED_BYTES));
    const header = readHeader(await readAt(file, FIXED_BYTES, length));
    const fileKey = openFileKey(recordingId, header, keys.get(header.keyId));
    const dataAt = FIXED_BYTES + length;
    const { size, keyId } = header;
    return {
      size,
      keyId,
      read: async function* (from, to) {
        for (let at = from; at < to;) {
          const index = Math.floor(at / PIECE_BYTES);
          const begin = index * PIECE_BYTES;
          const bytes = Math.min(PIECE_BYTES, size - begin) + TAG_BYTES;
          const sealed = await readAt(file, dataAt + index * (PIECE_BYTES + TAG_BYTES), bytes);
          const piece = openPiece(fileKey, index, sealed);
          yield piece.subarray(at - begin, to - begin);
          at = begin + PIECE_BYTES;
        }
      },
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** As many bytes as are there. */
async function readAt(file: FileHandle, at: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.alloc(bytes);
  let read = 0;
  while (read < bytes) {
    const { bytesRead } = await file.read(buffer, read, bytes - read, at + read);
    if (bytesRead === 0) break;
    read += bytesRead;
  }
  return buffer.subarray(0, read);
}
