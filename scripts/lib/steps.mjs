// Shared by start and test: what must be true before any TypeScript can run. Plain JavaScript without
// dependencies, because on a fresh clone there are none yet.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

const MINIMUM_NODE = [20, 19];

export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor >= MINIMUM_NODE[1])) return;
  fail(`Kiloline needs Node ${MINIMUM_NODE.join('.')} or newer; this is ${process.versions.node}.`);
}

export function fail(message) {
  process.stderr.write(`\n${message}\n`);
  process.exit(1);
}

/** Runs a step and says what it is, that it is done, and how long it took. */
export function step(name, action) {
  const started = process.hrtime.bigint();
  process.stdout.write(`  ${name} … `);
  const note = action();
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  process.stdout.write(`${note ?? 'done'} (${seconds.toFixed(1)} s)\n`);
}

/** @returns the exit status; output is shown only when it fails. */
export function quietly(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, encoding: 'utf8', ...options });
  if (result.status !== 0) {
    process.stdout.write('failed\n');
    process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}${result.error?.message ?? ''}\n`);
  }
  return result.status ?? 1;
}

/** Installs what the lock file names when it is missing or older than the lock file. */
export function installDependencies() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  const wanted = createHash('sha256').update(lock).digest('hex');
  const stamp = join(root, 'node_modules', '.kiloline-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return 'up to date';
  if (quietly('npm', ['ci', '--no-audit', '--no-fund']) !== 0) fail('npm ci failed; see above.');
  writeFileSync(stamp, wanted);
  return 'installed';
}

/** Builds the desk when its sources changed. */
export function buildSoftphone() {
  const hash = createHash('sha256');
  for (const folder of ['softphone', 'server/contract']) addTree(hash, join(root, folder));
  hash.update(readFileSync(join(root, 'package-lock.json')));
  const wanted = hash.digest('hex');
  const stamp = join(root, 'softphone', 'dist', '.built-from');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return 'up to date';
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  if (quietly(process.execPath, [vite, 'build', '--config', 'softphone/vite.config.mts']) !== 0) {
    fail('Building the desk failed; see above.');
  }
  mkdirSync(join(root, 'softphone', 'dist'), { recursive: true });
  writeFileSync(stamp, wanted);
  return 'built';
}

function addTree(hash, path) {
  if (path.endsWith('/dist') || path.endsWith('/node_modules')) return;
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path).sort()) addTree(hash, join(path, name));
    return;
  }
  hash.update(path.slice(root.length)).update(readFileSync(path));
}
