import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Env } from './config/env';
import type { Logger } from './logging';
import { freePort, startPrivatePostgres, startPrivateRedis } from './parts';
import { keepRunning } from './parts/keep-running';
import type { Progress, Stops } from './progress';
import type { DatabaseAddress, Resources } from './resources';
import { startSwitches } from './start-switch';

export interface StartedParts {
  readonly resources: Resources;
  /** In reverse order of starting. */
  stop(): Promise<void>;
}

const DIRECTORY_USER = 'freeswitch';

/** Brings up what the environment does not name: PostgreSQL, Redis, FreeSWITCH, each as a real one of our own. */
export async function startParts(env: Env, logger: Logger, progress: Progress): Promise<StartedParts> {
  const runDir = resolve(env.KILOLINE_RUN_DIR);
  mkdirSync(runDir, { recursive: true });
  const stops: Stops = [];
  const stop = async (): Promise<void> => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    const database = await startDatabase(env, runDir, logger, progress, stops);
    const redis = await startRedis(env, runDir, logger, progress, stops);
    const directory = {
      host: env.DIRECTORY_HOST,
      port: env.DIRECTORY_PORT ?? (await freePort()),
      user: DIRECTORY_USER,
      password: env.DIRECTORY_PASSWORD ?? randomBytes(24).toString('hex'),
    };
    const switches = await startSwitches({ env, runDir, directory, logger, progress, stops });
    return { resources: { database, redis, switches, directory }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startDatabase(
  env: Env,
  runDir: string,
  logger: Logger,
  progress: Progress,
  stops: Stops,
): Promise<DatabaseAddress> {
  if (env.DATABASE_URL !== undefined) return { url: env.DATABASE_URL };
  return progress('PostgreSQL', async () => {
    const part = await keepRunning(
      'postgres',
      (onExit) => startPrivatePostgres({ runDir, logger, onExit }),
      logger,
    );
    stops.push(() => part.stop());
    return { value: part.current().connection, note: 'private, unix socket' };
  });
}

async function startRedis(
  env: Env,
  runDir: string,
  logger: Logger,
  progress: Progress,
  stops: Stops,
): Promise<Resources['redis']> {
  if (env.REDIS_URL !== undefined) return redisAddress(env.REDIS_URL);
  return progress('Redis', async () => {
    const part = await keepRunning(
      'redis',
      (onExit) => startPrivateRedis({ runDir, mayInstall: true, logger, onExit }),
      logger,
    );
    stops.push(() => part.stop());
    return { value: { socketPath: part.current().socketPath }, note: 'private, unix socket' };
  });
}

/** unix:///path/to/redis.sock names a socket; node-redis takes its path apart from urls. */
function redisAddress(url: string): Resources['redis'] {
  const parsed = new URL(url);
  return parsed.protocol === 'unix:' ? { socketPath: decodeURIComponent(parsed.pathname) } : url;
}
