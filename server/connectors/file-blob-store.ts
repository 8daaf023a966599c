import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OperationalError } from '../errors';
import type { BlobStore } from '../tickets/ports';

const SHA256 = /^[0-9a-f]{64}$/;
const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Files named after what is in them, in folders of their first two letters. Several servers share the directory. */
export function createFileBlobStore(directory: string): BlobStore {
  const pathOf = (sha256: string): string => join(directory, sha256.slice(0, 2), sha256);
  return {
    put: async (bytes) => {
      const sha256 = sha256Of(bytes);
      const path = pathOf(sha256);
      const unfinished = `${path}.${randomUUID()}`;
      try {
        await mkdir(join(directory, sha256.slice(0, 2)), { recursive: true, mode: 0o700 });
        // Whole or not at all: a name stands for exactly these bytes.
        await writeFile(unfinished, bytes, { mode: 0o600 });
        await rename(unfinished, path);
      } catch (cause) {
        await rm(unfinished, { force: true }).catch(() => undefined);
        throw new OperationalError('part-failed', 'The file cannot be stored', { cause });
      }
      return { sha256 };
    },
    get: async (sha256) => {
      if (!SHA256.test(sha256)) return null;
      const bytes = await readFile(pathOf(sha256)).catch(() => null);
      return bytes && sha256Of(bytes) === sha256 ? bytes : null;
    },
  };
}
