import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Env } from './config/env';
import { switchId } from './contract/ids';
import { OperationalError } from './errors';
import type { Logger } from './logging';
import { isPortFree } from './parts';
import { launchEmulator } from './parts/emulator';
import {
  chooseSettings,
  findFreeSwitch,
  launchFreeSwitch,
  type LaunchOptions,
  type RunningFreeSwitch,
  type SwitchSettings,
} from './parts/freeswitch';
import { keepRunning } from './parts/keep-running';
import type { Resources, SwitchAddress } from './resources';
import type { Progress, Stops } from './progress';

const SOUNDS_DIR = resolve(__dirname, '..', 'freeswitch', 'sounds');

interface SwitchStart {
  readonly env: Env;
  readonly runDir: string;
  readonly directory: Resources['directory'];
  readonly logger: Logger;
  readonly progress: Progress;
  readonly stops: Stops;
}

/** How a switch of ours is started, whichever it is. */
interface Starter {
  readonly kind: SwitchAddress['kind'];
  readonly name: string;
  readonly launch: (common: Omit<LaunchOptions, 'installation'>) => Promise<RunningFreeSwitch>;
}

/** The switch the environment names, else FreeSWITCH when one is found, else the embedded switch. */
export async function startSwitch(start: SwitchStart): Promise<SwitchAddress> {
  return externalSwitch(start) ?? (await ownSwitch(start, await chooseStarter(start.env)));
}

function externalSwitch({ env, runDir }: SwitchStart): SwitchAddress | null {
  const {
    FREESWITCH_ESL_HOST: host,
    FREESWITCH_ESL_PASSWORD: password,
    FREESWITCH_WS_URL: url,
    FREESWITCH_SIP: sipUdp,
  } = env;
  if (host === undefined || password === undefined || url === undefined || sipUdp === undefined) return null;
  return {
    id: switchId('fs1'),
    // Somebody else's process: it is the embedded one only when that was said.
    kind: env.KILOLINE_SWITCH === 'embedded' ? 'embedded' : 'freeswitch',
    esl: { host, port: env.FREESWITCH_ESL_PORT, password },
    sipUdp,
    ws: url,
    wss: url.startsWith('wss:') ? url : null,
    soundsDir: env.FREESWITCH_SOUNDS_DIR ?? SOUNDS_DIR,
    recordingsDir: recordingsDir(env, runDir),
  };
}

async function chooseStarter(env: Env): Promise<Starter> {
  if (env.KILOLINE_SWITCH === 'embedded') return embedded;
  const search = await findFreeSwitch(
    env.FREESWITCH_BIN === undefined ? {} : { configuredBinary: env.FREESWITCH_BIN },
  );
  if (search.kind === 'found') {
    const { installation } = search;
    return {
      kind: 'freeswitch',
      name: 'FreeSWITCH',
      launch: (common) => launchFreeSwitch({ ...common, installation }),
    };
  }
  if (env.KILOLINE_SWITCH === 'auto' && search.kind === 'absent') return embedded;
  // One that is there and cannot be used is a fault to be told, not to be worked around in silence.
  throw new OperationalError('part-failed', `No usable FreeSWITCH.\n${search.reason}`, { retryable: false });
}

const embedded: Starter = {
  kind: 'embedded',
  name: 'embedded switch',
  launch: launchEmulator,
};

async function ownSwitch(start: SwitchStart, starter: Starter): Promise<SwitchAddress> {
  const { env, runDir, directory, logger, progress, stops } = start;
  const settings = await switchSettings(env, runDir);
  const common = {
    runDir,
    soundsDir: SOUNDS_DIR,
    logger,
    domain: env.SIP_DOMAIN,
    address: env.SIP_ADDRESS,
    ...(env.SIP_WSS_CERT_DIR === undefined ? {} : { wssCertDir: env.SIP_WSS_CERT_DIR }),
    trunkCidrs: env.TRUNK_ALLOW,
    settings,
    directory: {
      url: `http://${directory.host}:${directory.port}/directory`,
      user: directory.user,
      password: directory.password,
    },
  };
  return progress(starter.name, async () => {
    const part = await keepRunning(starter.name, (onExit) => starter.launch({ ...common, onExit }), logger);
    stops.push(() => part.stop());
    const running = part.current();
    const { esl, sipUdp, ws, wss, version } = running;
    return {
      value: {
        id: switchId('fs1'),
        kind: starter.kind,
        esl,
        sipUdp,
        ws: ws.url,
        wss: wss?.url ?? null,
        soundsDir: SOUNDS_DIR,
        recordingsDir: recordingsDir(env, runDir),
      },
      note: `${version}, SIP on ${sipUdp.host}:${sipUdp.port}`,
    };
  });
}

/** FreeSWITCH makes no directories of its own: one that is not there means no recording. */
function recordingsDir(env: Env, runDir: string): string {
  const directory = resolve(env.KILOLINE_RECORDINGS_DIR ?? join(runDir, 'recordings'));
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  return directory;
}

const USUAL_SIP_PORT = 5060;
const USUAL_WS_PORT = 5066;

/** The same addresses at every start, so that a phone that knew them finds us again; the usual ones when free. */
async function switchSettings(env: Env, runDir: string): Promise<SwitchSettings> {
  const file = join(runDir, 'switch-settings.json');
  const named = {
    ...(env.SIP_PORT === undefined ? {} : { trunkPort: env.SIP_PORT }),
    ...(env.SIP_WS_PORT === undefined ? {} : { wsPort: env.SIP_WS_PORT }),
  };
  if (existsSync(file)) return { ...(JSON.parse(readFileSync(file, 'utf8')) as SwitchSettings), ...named };
  const chosen = await chooseSettings();
  const settings: SwitchSettings = {
    ...chosen,
    ...((await isPortFree(USUAL_SIP_PORT, 'udp')) ? { trunkPort: USUAL_SIP_PORT } : {}),
    ...((await isPortFree(USUAL_WS_PORT, 'tcp')) ? { wsPort: USUAL_WS_PORT } : {}),
    ...named,
  };
  writeFileSync(file, JSON.stringify(settings), { mode: 0o600 });
  return settings;
}
