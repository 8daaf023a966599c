import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';

/** The directories of PATH; the only place of server/parts that reads the environment. */
export function searchPath(): readonly string[] {
  return (process.env['PATH'] ?? '').split(':').filter((dir) => dir !== '');
}

/** First executable file with one of the names, names in order of preference, or null. */
export function findExecutable(
  names: readonly string[],
  dirs: readonly string[] = searchPath(),
): string | null {
  for (const name of names) {
    for (const dir of dirs) {
      const file = join(dir, name);
      if (isExecutable(file)) return file;
    }
  }
  return null;
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
