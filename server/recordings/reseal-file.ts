import { open, rename } from 'node:fs/promises';
import type { ByteSource } from './byte-source';
import type { RecordingKey, RecordingKeys } from './recording-keys';
import { FIXED_BYTES, headerLength, openFileKey, readHeader, writeHeader } from './sealed-format';
import { syncDirectoryOf } from './sync-directory';

const COPY_BYTES = 1024 * 1024;

/**
 * Writes an encrypted recording once more, its own key sealed with another managed key; the sound is copied as it is.
 * Under another name until it is whole. @throws OperationalError part-failed, not retryable: changed, or its key is not here
 */
export async function resealFile(
  source: ByteSource,
  path: string,
  {
    recordingId,
    keys,
    to,
  }: { readonly recordingId: string; readonly keys: RecordingKeys; readonly to: RecordingKey },
): Promise<void> {
  const length = headerLength(await source.readAt(0, FIXED_BYTES));
  const header = readHeader(await source.readAt(FIXED_BYTES, length));
  const fileKey = openFileKey(recordingId, header, keys.get(header.keyId));
  const unfinished = `${path}.part`;
  const file = await open(unfinished, 'w', 0o640);
  try {
    await file.write(writeHeader(recordingId, header.size, fileKey, to));
    for (let at = FIXED_BYTES + length; at < source.size; at += COPY_BYTES)
      await file.write(await source.readAt(at, COPY_BYTES));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
  await syncDirectoryOf(path);
}
