import { createHash } from 'node:crypto';
import { chmodSync, chownSync, lstatSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OperationalError } from '../errors';

/** sun_path holds 104 bytes on macOS and 108 on Linux, the closing zero included. */
const LONGEST_SOCKET_PATH = 103;

/**
 * A private directory for a part's unix socket: inside its own directory, or, when that path is too long for
 * a socket address, a short one under the temporary directory whose name follows from it.
 * @param socketName longest file name that will be made in it
 */
export function socketDirectory(
  partDir: string,
  socketName: string,
  user?: { readonly uid: number; readonly gid: number },
): string {
  const inside = join(partDir, 's');
  const digest = createHash('sha256').update(partDir).digest('hex').slice(0, 12);
  const fits = Buffer.byteLength(join(inside, socketName)) <= LONGEST_SOCKET_PATH;
  const dir = fits ? inside : join(tmpdir(), `kl-${digest}`);
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  refuseForeign(dir, user?.uid);
  chmodSync(dir, 0o700);
  if (user) chownSync(dir, user.uid, user.gid);
  return dir;
}

/** Removes the directory when it lies under the temporary directory: nothing else would ever clear it away. */
export function removeSocketDirectory(partDir: string, dir: string): void {
  if (!dir.startsWith(partDir)) rmSync(dir, { recursive: true, force: true });
}

/** In a shared temporary directory somebody else could have made that name first. */
function refuseForeign(dir: string, userId: number | undefined): void {
  const found = lstatSync(dir);
  const allowed = [process.getuid?.(), userId];
  if (found.isDirectory() && allowed.includes(found.uid)) return;
  throw new OperationalError(
    'part-failed',
    `${dir} belongs to somebody else; set TMPDIR to a directory of yours.`,
    {
      retryable: false,
    },
  );
}
