import { spawnSync } from 'node:child_process';
import { OperationalError } from '../../errors';
import { findExecutable } from '../find-executable';

export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

const NAME = 'kiloline';

/**
 * PostgreSQL refuses to run as root, so as root it runs as a system user "kiloline" that is made when absent,
 * or as an existing "postgres" or "nobody" where users cannot be made. Null = we are not root.
 */
export function databaseUser(): SystemUser | null {
  if (process.getuid?.() !== 0) return null;
  const existing = lookUp(NAME);
  if (existing !== null) return existing;
  const useradd = findExecutable(['useradd'], ['/usr/sbin', '/sbin', '/usr/bin']);
  if (useradd !== null) {
    const shell =
      findExecutable(['nologin', 'false'], ['/usr/sbin', '/sbin', '/bin', '/usr/bin']) ?? '/bin/false';
    const args = [
      '--system',
      '--user-group',
      '--no-create-home',
      '--home-dir',
      '/nonexistent',
      '--shell',
      shell,
    ];
    spawnSync(useradd, [...args, NAME], { stdio: 'ignore', timeout: 10_000 });
  }
  const user = lookUp(NAME) ?? lookUp('postgres') ?? lookUp('nobody');
  if (user !== null) return user;
  throw new OperationalError(
    'part-failed',
    'PostgreSQL does not run as root, and no other user could be made',
    {
      retryable: false,
    },
  );
}

function lookUp(name: string): SystemUser | null {
  const id = (flag: string) => {
    const result = spawnSync('id', [flag, name], { encoding: 'utf8', timeout: 5000 });
    return result.status === 0 ? Number(result.stdout.trim()) : Number.NaN;
  };
  const [uid, gid] = [id('-u'), id('-g')];
  return Number.isInteger(uid) && Number.isInteger(gid) ? { uid, gid } : null;
}
