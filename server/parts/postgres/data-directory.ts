import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { OperationalError } from '../../errors';
import { runCommand } from '../run-command';
import type { SystemUser } from './system-user';

/** Where data and binaries go when PostgreSQL's user may not enter the project's directory. */
export const SYSTEM_HOME = '/var/lib/kiloline';

/** Everybody may enter, only root may write: what is inside has owners of its own. */
export function makeSystemHome(): string {
  mkdirSync(SYSTEM_HOME, { recursive: true });
  chmodSync(SYSTEM_HOME, 0o755);
  return SYSTEM_HOME;
}

/**
 * The part's directory: <runDir>/postgres, or a place below /var/lib/kiloline when we are root and `user` may not
 * enter the former (a project below /root). The same run directory always leads to the same place.
 */
export async function partDirectory(runDir: string, user: SystemUser | null): Promise<string> {
  const inside = join(runDir, 'postgres');
  mkdirSync(inside, { recursive: true });
  if (user === null) return inside;
  // An ordinary directory that may be entered; the data in it is closed.
  chmodSync(inside, 0o755);
  if ((await runCommand('test', ['-x', inside], { timeoutMs: 5000, user, cwd: '/' })).status === 0)
    return inside;
  const digest = createHash('sha256').update(runDir).digest('hex').slice(0, 12);
  const outside = join(makeSystemHome(), `data-${digest}`);
  mkdirSync(outside, { recursive: true });
  return outside;
}

/**
 * Makes the cluster when there is none. initdb works beside the final place, so a start that is cut short leaves
 * nothing half-made behind.
 * @throws OperationalError('part-failed'), also when the data is of another major version
 */
export async function prepareCluster(native: string, dir: string, user: SystemUser | null): Promise<string> {
  const data = join(dir, 'data');
  if (existsSync(join(data, 'PG_VERSION'))) {
    await checkVersion(native, data);
    return data;
  }
  const unfinished = join(dir, 'data.unfinished');
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  if (user) chownSync(unfinished, user.uid, user.gid);
  const args = ['--pgdata', unfinished, '--username', 'kiloline', '--encoding', 'UTF8', '--auth', 'trust'];
  const locale = [
    '--locale',
    'C',
    '--locale-provider',
    'builtin',
    '--builtin-locale',
    'C.UTF-8',
    '--no-instructions',
  ];
  const result = await runCommand(join(native, 'bin/initdb'), [...args, ...locale], {
    timeoutMs: 120_000,
    cwd: '/',
    ...(user === null ? {} : { user }),
  });
  if (result.status !== 0) {
    throw new OperationalError('part-failed', 'PostgreSQL could not make its data directory (initdb)', {
      retryable: false,
      details: { output: result.output.slice(-2000) },
    });
  }
  renameSync(unfinished, data);
  return data;
}

async function checkVersion(native: string, data: string): Promise<void> {
  const found = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  const { output } = await runCommand(join(native, 'bin/postgres'), ['--version'], { timeoutMs: 10_000 });
  const ours = /\) (\d+)/.exec(output)?.[1] ?? found;
  if (found === ours) return;
  throw new OperationalError(
    'part-failed',
    `The data in ${data} is of PostgreSQL ${found}, the program is ${ours}. Bring it over with pg_upgrade, or move it away.`,
    { retryable: false },
  );
}
