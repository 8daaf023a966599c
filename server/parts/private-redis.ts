import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { OperationalError } from '../errors';
import type { Logger } from '../logging';
import { claimDirectory, releaseDirectory } from './claim-directory';
import { findExecutable } from './find-executable';
import { endLeftover } from './leftover-process';
import { pollUntil } from './poll-until';
import { removeSocketDirectory, socketDirectory } from './socket-directory';
import { startChild, type ChildExit, type SupervisedChild } from './supervised-child';
import { installCommand, installSystemPackage, type SystemPackage } from './system-packages';

export const REDIS_PACKAGE: SystemPackage = {
  'apt-get': ['redis-server', 'valkey-server'],
  dnf: ['valkey', 'redis'],
  brew: ['redis', 'valkey'],
};

/** Loading a large append-only file takes a while; it answers -LOADING meanwhile. */
const READY_TIMEOUT_MS = 60_000;

export interface PrivateRedisOptions {
  /** Data, log and socket live in <runDir>/redis. */
  readonly runDir: string;
  /** May the system's package be installed when there is no Redis? */
  readonly mayInstall: boolean;
  readonly logger: Logger;
  readonly tied?: boolean;
  /** Called once when a server that had become ready ends, for whatever reason. */
  readonly onExit?: (exit: ChildExit) => void;
}

export interface PrivateRedis {
  /** For node-redis: `createClient({ socket: { path: socketPath } })`. */
  readonly socketPath: string;
  readonly binary: string;
  readonly pid: number;
  stop(): Promise<void>;
  /** SIGKILL, for tests of faults. */
  kill(): Promise<void>;
}

/** Starts a Redis of our own on a unix socket. @throws OperationalError('part-failed') */
export async function startPrivateRedis(options: PrivateRedisOptions): Promise<PrivateRedis> {
  const binary = await findOrInstall(options);
  const dir = join(options.runDir, 'redis');
  claimDirectory(dir, 'Redis');
  const socketDir = socketDirectory(dir, 'redis.sock');
  const socketPath = join(socketDir, 'redis.sock');
  const pidFile = join(dir, 'redis.pid');
  // Redis calls itself "redis-server unixsocket:<path>", so the socket marks it as ours.
  await endLeftover({ pidFile, mark: socketPath, stopSignal: 'SIGTERM', waitMs: 10_000 });
  rmSync(socketPath, { force: true });
  const child = await startChild({
    name: 'redis',
    command: binary,
    args: redisArguments(dir, socketPath, pidFile),
    logFile: join(dir, 'redis.log'),
    ...(options.tied === undefined ? {} : { tied: options.tied }),
  });
  await untilPong(socketPath, child);
  if (options.onExit) void child.exited.then(options.onExit);
  options.logger.info({ pid: child.pid, socketPath }, 'private redis started');
  return {
    socketPath,
    binary,
    pid: child.pid,
    stop: async () => {
      await child.stop();
      removeSocketDirectory(dir, socketDir);
      releaseDirectory(dir);
    },
    kill: async () => {
      await child.kill();
    },
  };
}

/** Every change is on disk within a second; nothing is ever evicted, since everything live is here. */
function redisArguments(dir: string, socketPath: string, pidFile: string): readonly string[] {
  const settings = {
    port: '0',
    unixsocket: socketPath,
    unixsocketperm: '700',
    dir,
    pidfile: pidFile,
    daemonize: 'no',
    appendonly: 'yes',
    appendfsync: 'everysec',
    save: '',
    'maxmemory-policy': 'noeviction',
    'set-proc-title': 'yes',
  };
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
}

async function findOrInstall(options: PrivateRedisOptions): Promise<string> {
  const find = () => findExecutable(['valkey-server', 'redis-server']);
  const found = find();
  if (found !== null) return found;
  if (options.mayInstall) {
    options.logger.info({ command: installCommand(REDIS_PACKAGE) }, 'no redis found, installing it');
    await installSystemPackage(REDIS_PACKAGE);
  }
  const installed = find();
  if (installed !== null) return installed;
  const command = installCommand(REDIS_PACKAGE);
  throw new OperationalError('part-failed', `No Redis was found. Type: ${command} (or set REDIS_URL)`, {
    retryable: false,
    details: { command },
  });
}

async function untilPong(socketPath: string, child: SupervisedChild): Promise<void> {
  const isDone = async () => child.hasEnded() || (await ping(socketPath)).startsWith('+PONG');
  const inTime = await pollUntil(isDone, { timeoutMs: READY_TIMEOUT_MS, everyMs: 10 });
  if (inTime && !child.hasEnded()) return;
  await child.kill();
  throw new OperationalError('part-failed', 'Redis did not become ready', {
    details: { output: child.recentOutput() },
  });
}

/** The first bytes of the answer, or '' when there is none within a second. */
function ping(socketPath: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(socketPath, () => socket.write('PING\r\n'));
    const end = (answer: string) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1000, () => {
      end('');
    });
    socket.once('data', (chunk) => {
      end(chunk.toString());
    });
    socket.once('error', () => {
      end('');
    });
  });
}
