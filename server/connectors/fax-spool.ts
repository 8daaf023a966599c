import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OperationalError } from '../errors';
import type { FaxSpool } from '../fax/fax-spool';

/** Where the switch's command line takes its file name from: no character that means anything there. */
const SAFE_DIRECTORY = /^\/[A-Za-z0-9/._-]{1,200}$/;

/** Why documents cannot lie in a directory, or ''. */
export const whyNotSpool = (directory: string): string =>
  SAFE_DIRECTORY.test(directory)
    ? ''
    : 'The path of the fax directory has characters the switch cannot take: set FAX_SPOOL_DIR to one of letters, digits, dots and dashes.';

/** Files in one directory that server and switch see under the same path. */
export function createFaxSpool(directory: string): FaxSpool {
  const fileOf = (attemptId: string): string => join(directory, `${attemptId}.tif`);
  return {
    put: async (attemptId, tiff) => {
      try {
        await mkdir(directory, { recursive: true, mode: 0o750 });
        await writeFile(fileOf(attemptId), tiff, { mode: 0o640 });
      } catch (cause) {
        throw new OperationalError('part-failed', 'The document of a fax cannot be written', { cause });
      }
      return fileOf(attemptId);
    },
    drop: (attemptId) => rm(fileOf(attemptId), { force: true }),
  };
}
