import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Env } from './config/env';
import { switchId } from './contract/ids';
import { OperationalError } from './errors';
import type { Logger } from './logging';
import { freePort, isPortFree, startPrivatePostgres, startPrivateRedis } from './parts';
import { chooseSettings, findFreeSwitch, launchFreeSwitch, type SwitchSettings } from './parts/freeswitch';
import { keepRunning } from './parts/keep-running';
import type { DatabaseAddress, Resources, SwitchAddress } from './resources';

export interface StartedParts {
  readonly resources: Resources;
  /** In reverse order of starting. */
  stop(): Promise<void>;
}

/** Says what is being waited for, and how long it took. */
export type Progress = <Result>(
  name: string,
  task: () => Promise<{ value: Result; note: string }>,
) => Promise<Result>;

const SOUNDS_DIR = resolve(__dirname, '..', 'freeswitch', 'sounds');
const DIRECTORY_USER = 'freeswitch';

/** Brings up what the environment does not name: PostgreSQL, Redis, FreeSWITCH, each as a real one of our own. */
export async function startParts(env: Env, logger: Logger, progress: Progress): Promise<StartedParts> {
  const runDir = resolve(env.KILOLINE_RUN_DIR);
  mkdirSync(runDir, { recursive: true });
  const stops: (() => Promise<void>)[] = [];
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
    const address =
      externalSwitch(env) ?? (await startSwitch(env, runDir, directory, logger, progress, stops));
    return { resources: { database, redis, switches: [address], directory }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Stops = (() => Promise<void>)[];

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

function externalSwitch(env: Env): SwitchAddress | null {
  const {
    FREESWITCH_ESL_HOST: host,
    FREESWITCH_ESL_PASSWORD: password,
    FREESWITCH_WS_URL: url,
    FREESWITCH_SIP: sipUdp,
  } = env;
  if (host === undefined || password === undefined || url === undefined || sipUdp === undefined) return null;
  const isSecure = url.startsWith('wss:');
  return {
    id: switchId('fs1'),
    kind: 'freeswitch',
    esl: { host, port: env.FREESWITCH_ESL_PORT, password },
    sipUdp,
    ws: url,
    wss: isSecure ? url : null,
    soundsDir: env.FREESWITCH_SOUNDS_DIR ?? SOUNDS_DIR,
  };
}

async function startSwitch(
  env: Env,
  runDir: string,
  directory: Resources['directory'],
  logger: Logger,
  progress: Progress,
  stops: Stops,
): Promise<SwitchAddress> {
  const search = await findFreeSwitch(
    env.FREESWITCH_BIN === undefined ? {} : { configuredBinary: env.FREESWITCH_BIN },
  );
  if (search.kind !== 'found') {
    throw new OperationalError('part-failed', `No usable FreeSWITCH.\n${search.reason}`, {
      retryable: false,
    });
  }
  const settings = await switchSettings(env, runDir);
  return progress('FreeSWITCH', async () => {
    const part = await keepRunning(
      'freeswitch',
      (onExit) =>
        launchFreeSwitch({
          installation: search.installation,
          runDir,
          soundsDir: SOUNDS_DIR,
          logger,
          domain: env.SIP_DOMAIN,
          trunkCidrs: env.TRUNK_ALLOW,
          settings,
          directory: { url: `http://${directory.host}:${directory.port}/directory`, ...directory },
          onExit,
        }),
      logger,
    );
    stops.push(() => part.stop());
    const running = part.current();
    const value: SwitchAddress = {
      id: switchId('fs1'),
      kind: 'freeswitch',
      esl: running.esl,
      sipUdp: running.sipUdp,
      ws: running.ws.url,
      wss: running.wss?.url ?? null,
      soundsDir: SOUNDS_DIR,
    };
    return { value, note: `${running.version}, SIP on ${running.sipUdp.host}:${running.sipUdp.port}` };
  });
}

const USUAL_SIP_PORT = 5060;
const USUAL_WS_PORT = 5066;

/** The same addresses at every start, so that a phone that knew them finds us again; the usual ones when free. */
async function switchSettings(env: Env, runDir: string): Promise<SwitchSettings> {
  const file = join(runDir, 'freeswitch-settings.json');
  if (existsSync(file)) {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as SwitchSettings;
    return {
      ...kept,
      ...(env.SIP_PORT ? { trunkPort: env.SIP_PORT } : {}),
      ...(env.SIP_WS_PORT ? { wsPort: env.SIP_WS_PORT } : {}),
    };
  }
  const chosen = await chooseSettings();
  const settings: SwitchSettings = {
    ...chosen,
    trunkPort:
      env.SIP_PORT ?? ((await isPortFree(USUAL_SIP_PORT, 'udp')) ? USUAL_SIP_PORT : chosen.trunkPort),
    wsPort: env.SIP_WS_PORT ?? ((await isPortFree(USUAL_WS_PORT, 'tcp')) ? USUAL_WS_PORT : chosen.wsPort),
  };
  writeFileSync(file, JSON.stringify(settings), { mode: 0o600 });
  return settings;
}
