import { open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Names that come or go are on disk when this resolves, also for a machine that loses its power. */
export async function syncDirectoryOf(path: string): Promise<void> {
  const directory = await open(dirname(path), 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
