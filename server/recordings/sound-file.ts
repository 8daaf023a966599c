import type { ByteSource } from './byte-source';
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

/** A WAV that can be read from anywhere, however and wherever it lies. */
export interface SoundFile {
  /** Of the WAV. */
  readonly size: number;
  /** null: it lies there as it is. */
  readonly keyId: string | null;
  /** From byte to byte, the last one not included; in pieces small enough that calls do not wait. */
  read(from: number, to: number): AsyncGenerator<Buffer>;
  close(): Promise<void>;
}

export function plainSound(source: ByteSource): SoundFile {
  return {
    size: source.size,
    keyId: null,
    read: async function* (from, to) {
      for (let at = from; at < to; at += PIECE_BYTES) yield source.readAt(at, Math.min(PIECE_BYTES, to - at));
    },
    close: () => source.close(),
  };
}

/** @throws OperationalError part-failed, not retryable: changed, or sealed with a key that is not there; while it is read, too */
export async function sealedSound(
  source: ByteSource,
  recordingId: string,
  keys: RecordingKeys,
): Promise<SoundFile> {
  try {
    const length = headerLength(await source.readAt(0, FIXED_BYTES));
    const header = readHeader(await source.readAt(FIXED_BYTES, length));
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
          const sealed = await source.readAt(dataAt + index * (PIECE_BYTES + TAG_BYTES), bytes);
          const piece = openPiece(fileKey, index, sealed);
          yield piece.subarray(at - begin, to - begin);
          at = begin + PIECE_BYTES;
        }
      },
      close: () => source.close(),
    };
  } catch (error) {
    await source.close();
    throw error;
  }
}
