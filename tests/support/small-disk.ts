import { execFileSync } from 'node:child_process';
import { makeTemporaryDirectory } from './temporary-directory';

/** A file system of `bytes` in memory, mounted over a directory that is there. @returns unmount */
export function mountSmallDisk(directory: string, bytes: number): () => void {
  const options = `size=${bytes},mode=0777`;
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', directory], { stdio: 'pipe' });
  // Lazily: the switch may be closing its file at this moment.
  return () => void execFileSync('umount', ['--lazy', directory], { stdio: 'pipe' });
}

/** Why no disk can be mounted here; null when one can. */
export function whyNoSmallDisk(): string | null {
  const directory = makeTemporaryDirectory();
  try {
    mountSmallDisk(directory.path, 65_536)();
    return null;
  } catch (error) {
    const told = (error as { stderr?: Buffer }).stderr?.toString().trim();
    return told === undefined || told === '' ? String(error) : told;
  } finally {
    directory.remove();
  }
}
