import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from './config/env';
import { switchId } from './contract/ids';
import { OperationalError } from './errors';
import { externalSwitches, recordingsDir, SOUNDS_DIR } from './external-switches';
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

/** The switches the environment names, else FreeSWITCH when one is found, else the embedded switch. */
export async function startSwitches(start: SwitchStart): Promise<readonly SwitchAddress[]> {
  const external = externalSwitches(start.env, start.runDir);
  return external.length > 0 ? external : [await ownSwitch(start, await chooseStarter(start.env))];
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
        link: null,
        ws: ws.url,
        wss: wss?.url ?? null,
        soundsDir: SOUNDS_DIR,
        recordingsDir: recordingsDir(env, runDir),
      },
      note: `${version}, SIP on ${sipUdp.host}:${sipUdp.port}`,
    };
  });
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
