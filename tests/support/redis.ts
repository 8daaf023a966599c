import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createLogger } from '../../server/logging';
import { createRedis, createRedisStores, type RedisConnection, type RedisStores } from '../../server/redis';
import { requirement } from './requirements';
import { makeTemporaryDirectory } from './temporary-directory';

/** A private redis-server for one test file: unix socket in a directory of its own, every write in its file before it is answered. */
export interface TestRedis {
  readonly socketPath: string;
  /** A new connection; closed by stop(). */
  connect(options?: { readonly commandTimeoutMs?: number }): Promise<RedisConnection>;
  /** SIGKILL, as a crash would. */
  kill(): Promise<void>;
  /** Starts it again on the same files. */
  start(): Promise<void>;
  /** SIGSTOP and SIGCONT: it is there and does not answer. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

export const silentLogger = createLogger({ level: 'silent', pretty: false });

export async function startTestRedis(): Promise<TestRedis> {
  const directory = makeTemporaryDirectory();
  const socketPath = join(directory.path, 'redis.sock');
  const connections: RedisConnection[] = [];
  const connect = async (options: { readonly commandTimeoutMs?: number } = {}) => {
    const made = await createRedis({ address: { socketPath }, logger: silentLogger, ...options });
    connections.push(made);
    return made;
  };
  const end = async (child: ChildProcess) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  const start = async (): Promise<ChildProcess> => {
    const child = spawn(requirement('redis'), serverArguments(directory.path, socketPath), {
      stdio: 'ignore',
    });
    (await createRedis({ address: { socketPath }, logger: silentLogger })).close();
    return child;
  };
  let child = await start();
  return {
    socketPath,
    connect,
    kill: () => end(child),
    start: async () => {
      child = await start();
    },
    freeze: () => child.kill('SIGSTOP'),
    thaw: () => child.kill('SIGCONT'),
    stop: async () => {
      for (const connection of connections) connection.close();
      await end(child);
      directory.remove();
    },
  };
}

const serverArguments = (dir: string, socketPath: string): readonly string[] => [
  ...['--port', '0', '--unixsocket', socketPath, '--dir', dir, '--save', ''],
  ...['--appendonly', 'yes', '--appendfsync', 'everysec'],
];

let prefixes = 0;
/** Keys of one test, so that tests of a file do not see each other. */
export const testPrefix = (): string => `{acd:test-${++prefixes}}:`;

/** Stores with keys of their own and, when a clock is given, its time instead of Redis'. */
export function testStores(
  connection: RedisConnection,
  options: { readonly testClock?: () => number; readonly prefix?: string } = {},
): Promise<RedisStores> {
  const { testClock, prefix = testPrefix() } = options;
  return createRedisStores(connection, {
    logger: silentLogger,
    prefix,
    ...(testClock === undefined ? {} : { testClock }),
  });
}
