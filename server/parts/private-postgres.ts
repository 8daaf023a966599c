import { chownSync, closeSync, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { describeError, OperationalError } from '../errors';
import type { Logger } from '../logging';
import { claimDirectory, releaseDirectory } from './claim-directory';
import { endLeftover } from './leftover-process';
import { pollUntil } from './poll-until';
import { findBinaries, makeMissingLinks, reachableBinaries } from './postgres/binaries';
import { makeSystemHome, partDirectory, prepareCluster } from './postgres/data-directory';
import { databaseUser, type SystemUser } from './postgres/system-user';
import { removeSocketDirectory, socketDirectory } from './socket-directory';
import { startChild, type ChildExit, type SupervisedChild } from './supervised-child';

/** Recovery after a crash may have to replay a lot. */
const READY_TIMEOUT_MS = 120_000;
/** Only names the socket file: PostgreSQL listens on no network port. */
const PORT = 5432;
const DATABASE = 'kiloline';

export interface PrivatePostgresOptions {
  /** Data and log live in <runDir>/postgres, or below /var/lib/kiloline (see partDirectory). */
  readonly runDir: string;
  readonly logger: Logger;
  readonly tied?: boolean;
  /** Called once when a server that had become ready ends, for whatever reason. */
  readonly onExit?: (exit: ChildExit) => void;
}

export interface PrivatePostgres {
  /** As node-postgres and TypeORM take them; host is the directory of the unix socket, which only we may enter. */
  readonly connection: {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly database: string;
  };
  readonly dataDir: string;
  readonly pid: number;
  stop(): Promise<void>;
  /** SIGKILL, for tests of faults. */
  kill(): Promise<void>;
}

/** Starts the PostgreSQL that npm brought. @throws OperationalError('part-failed') */
export async function startPrivatePostgres(options: PrivatePostgresOptions): Promise<PrivatePostgres> {
  const user = databaseUser();
  const packaged = findBinaries();
  makeMissingLinks(packaged);
  const native = await reachableBinaries(packaged, user, makeSystemHome);
  const dir = await partDirectory(options.runDir, user);
  claimDirectory(dir, 'PostgreSQL');
  const dataDir = await prepareCluster(native, dir, user);
  await clearWay(dataDir);
  const host = socketDirectory(dir, `.s.PGSQL.${PORT}.lock`, user ?? undefined);
  const child = await spawnServer(options, native, dataDir, host, user);
  const connection = { host, port: PORT, user: 'kiloline', database: DATABASE };
  await untilReady(connection, child);
  if (options.onExit) void child.exited.then(options.onExit);
  options.logger.info({ pid: child.pid, dataDir }, 'private postgres started');
  return {
    connection,
    dataDir,
    pid: child.pid,
    stop: async () => {
      await child.stop();
      removeSocketDirectory(dir, host);
      releaseDirectory(dir);
    },
    kill: async () => {
      await child.kill();
    },
  };
}

/** Above any process id a system gives out. */
const NO_PROCESS = '99999999';

/**
 * Ends a server whose owner died. A postmaster.pid whose id now belongs to some other program (usual in a
 * container that was restarted) would keep PostgreSQL from starting, so it is made to name nobody: the rest of
 * the file stays, for PostgreSQL finds the old shared memory by it and clears it away.
 */
async function clearWay(dataDir: string): Promise<void> {
  const pidFile = join(dataDir, 'postmaster.pid');
  const found = await endLeftover({ pidFile, mark: dataDir, stopSignal: 'SIGINT', waitMs: 15_000 });
  if (found !== 'foreign') return;
  writeFileSync(pidFile, readFileSync(pidFile, 'utf8').replace(/^\d+/, NO_PROCESS));
}

async function spawnServer(
  options: PrivatePostgresOptions,
  native: string,
  dataDir: string,
  socketDir: string,
  user: SystemUser | null,
): Promise<SupervisedChild> {
  const settings = {
    listen_addresses: '',
    port: String(PORT),
    unix_socket_directories: socketDir,
    unix_socket_permissions: '0700',
    max_connections: '100',
    log_min_messages: 'warning',
  };
  const logFile = join(dirname(dataDir), 'postgres.log');
  ownLog(logFile, user);
  return startChild({
    name: 'postgres',
    command: join(native, 'bin/postgres'),
    args: ['-D', dataDir, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    logFile,
    cwd: dataDir,
    // Fast shutdown: sessions are rolled back instead of waited for.
    stopSignal: 'SIGINT',
    stopSeconds: 20,
    ...(user === null ? {} : { user }),
    ...(options.tied === undefined ? {} : { tied: options.tied }),
  });
}

function ownLog(file: string, user: SystemUser | null): void {
  closeSync(openSync(file, 'a', 0o600));
  if (user) chownSync(file, user.uid, user.gid);
}

/** Waits for the socket, then makes our database when it is not there yet. */
async function untilReady(connection: PrivatePostgres['connection'], child: SupervisedChild): Promise<void> {
  let last: unknown = 'nothing answered';
  const isReady = async () => {
    if (!existsSync(join(connection.host, `.s.PGSQL.${connection.port}`))) return false;
    try {
      await ensureDatabase(connection);
      return true;
    } catch (error) {
      last = error;
      return false;
    }
  };
  const isDone = async () => child.hasEnded() || (await isReady());
  const inTime = await pollUntil(isDone, { timeoutMs: READY_TIMEOUT_MS, everyMs: 20 });
  if (inTime && !child.hasEnded()) return;
  await child.kill();
  throw new OperationalError('part-failed', `PostgreSQL did not become ready: ${describeError(last)}`, {
    details: { output: child.recentOutput() },
  });
}

async function ensureDatabase(connection: PrivatePostgres['connection']): Promise<void> {
  const client = new Client({ ...connection, database: 'postgres', connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [connection.database]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE "${connection.database}"`);
  } finally {
    await client.end().catch(() => undefined);
  }
}
