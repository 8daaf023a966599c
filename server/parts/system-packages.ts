import { OperationalError } from '../errors';
import { findExecutable } from './find-executable';
import { runCommand, type CommandRunner } from './run-command';

type Manager = 'apt-get' | 'dnf' | 'brew';

/** The package's name for each manager; several names are tried in order. */
export interface SystemPackage {
  readonly 'apt-get': readonly string[];
  readonly dnf: readonly string[];
  readonly brew: readonly string[];
}

export interface InstallDeps {
  readonly run?: CommandRunner;
  readonly find?: (name: string) => string | null;
  readonly isRoot?: boolean;
}

/** Ten minutes: a slow mirror is no reason to give up, a stuck one is. */
const INSTALL_TIMEOUT_MS = 600_000;
const MANAGERS: readonly Manager[] = ['apt-get', 'dnf', 'brew'];

/**
 * Installs a package of the operating system. Call it only when the person allowed it.
 * @throws OperationalError('part-failed') naming the one command to type when it may not or cannot.
 */
export async function installSystemPackage(what: SystemPackage, deps: InstallDeps = {}): Promise<void> {
  const {
    run = runCommand,
    find = (name) => findExecutable([name]),
    isRoot = process.getuid?.() === 0,
  } = deps;
  const manager = MANAGERS.find((name) => find(name) !== null);
  if (manager === undefined) throw cannotInstall(what, 'no apt-get, dnf or brew was found');
  const prefix = await privilege(manager, isRoot, run, find);
  if (prefix === null) throw cannotInstall(what, 'neither root nor password-less sudo', manager);
  let output = '';
  if (manager === 'apt-get') await invoke(run, [...prefix, 'apt-get', 'update']);
  for (const name of what[manager]) {
    const result = await invoke(run, [...prefix, ...installWords(manager, name)]);
    if (result.status === 0) return;
    output = result.output;
  }
  throw cannotInstall(what, 'the package manager failed', manager, output.slice(-1000));
}

/** The one line a person types instead. */
export function installCommand(what: SystemPackage, manager: Manager = presentManager()): string {
  const words = installWords(manager, what[manager][0] ?? '').filter((word) => !word.includes('='));
  return (manager === 'brew' ? words : ['sudo', ...words.filter((word) => word !== 'env')]).join(' ');
}

const presentManager = (): Manager => MANAGERS.find((name) => findExecutable([name]) !== null) ?? 'apt-get';

/** Words to put before the command, or null when there is no right to install. brew refuses root. */
async function privilege(
  manager: Manager,
  isRoot: boolean,
  run: CommandRunner,
  find: (name: string) => string | null,
): Promise<readonly string[] | null> {
  if (manager === 'brew') return isRoot ? null : [];
  if (isRoot) return [];
  if (find('sudo') === null) return null;
  const allowed = await run('sudo', ['-n', 'true'], { timeoutMs: 5000 });
  return allowed.status === 0 ? ['sudo', '-n'] : null;
}

function installWords(manager: Manager, name: string): readonly string[] {
  // RUNLEVEL=1 keeps Debian from starting the package's own service, which we do not use.
  if (manager === 'apt-get') {
    const env = ['env', 'DEBIAN_FRONTEND=noninteractive', 'RUNLEVEL=1'];
    return [...env, 'apt-get', 'install', '-y', '--no-install-recommends', name];
  }
  return manager === 'dnf' ? ['dnf', 'install', '-y', name] : ['brew', 'install', name];
}

function invoke(run: CommandRunner, words: readonly string[]): ReturnType<CommandRunner> {
  return run(words[0] as string, words.slice(1), { timeoutMs: INSTALL_TIMEOUT_MS });
}

function cannotInstall(what: SystemPackage, why: string, manager?: Manager, output = ''): OperationalError {
  const command = installCommand(what, manager);
  return new OperationalError('part-failed', `A needed package is missing (${why}). Type: ${command}`, {
    retryable: false,
    details: { command, output },
  });
}
