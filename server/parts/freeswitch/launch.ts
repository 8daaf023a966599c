import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describeError, OperationalError } from '../../errors';
import { claimDirectory, releaseDirectory } from '../claim-directory';
import { endLeftover } from '../leftover-process';
import { pollUntil } from '../poll-until';
import { startChild, type SupervisedChild } from '../supervised-child';
import { askEventSocket, type EventSocketAddress } from './ask-event-socket';
import type { LaunchOptions, RunningFreeSwitch } from './launch-options';
import { renderConfiguration, type TemplateValues } from './render';
import { type SwitchSettings } from './settings';
import { TEMPLATES_OF_LINK, templateValues } from './template-values';
import { startOnFreePorts } from './start-on-free-ports';

/**
 * A start takes 1.6 s, 1.5 of them a fixed wait in mod_sofia. The first one in a directory also makes two
 * 4096-bit keys (1 to 5 s; the switch refuses shorter ones), and a busy machine needs more.
 */
const READY_TIMEOUT_MS = 30_000;

interface Directories {
  readonly root: string;
  readonly conf: string;
  readonly log: string;
  readonly run: string;
  readonly db: string;
}

/**
 * Writes the configuration, starts the switch and waits until it takes commands and calls.
 * @throws OperationalError('part-failed') with the end of the switch's log
 */
export async function launchFreeSwitch(options: LaunchOptions): Promise<RunningFreeSwitch> {
  const dirs = prepareDirectories(options.runDir);
  claimDirectory(dirs.root, 'FreeSWITCH');
  await endLeftover({
    pidFile: join(dirs.run, 'freeswitch.pid'),
    mark: dirs.conf,
    stopSignal: 'SIGTERM',
    waitMs: 1000,
  });
  const { settings, rtpPorts, logger } = options;
  return startOnFreePorts({ name: 'freeswitch', settings, rtpPorts, logger }, (chosen) =>
    startOnce(options, dirs, chosen),
  );
}

async function startOnce(
  options: LaunchOptions,
  dirs: Directories,
  settings: SwitchSettings,
): Promise<RunningFreeSwitch> {
  const values: TemplateValues = templateValues(options, settings, dirs);
  for (const dir of [dirs.conf, dirs.db]) rmSync(dir, { recursive: true, force: true });
  mkdirSync(dirs.db, { recursive: true, mode: 0o700 });
  const templates = options.confDir ?? join(__dirname, '../../../freeswitch/conf');
  renderConfiguration(templates, dirs.conf, values, options.link === undefined ? TEMPLATES_OF_LINK : []);
  const child = await startChild({
    name: 'freeswitch',
    command: options.installation.binary,
    args: switchArguments(dirs, options),
    logFile: join(dirs.log, 'output.log'),
    cwd: dirs.run,
    stopSeconds: 5,
    ...(options.tied === undefined ? {} : { tied: options.tied }),
  });
  const running = describeSwitch(options, dirs, settings, child);
  await untilReady(running, child);
  if (options.onExit) void child.exited.then(options.onExit);
  options.logger.info({ pid: child.pid, version: running.version }, 'freeswitch started');
  return running;
}

function switchArguments(dirs: Directories, options: LaunchOptions): string[] {
  const inRoot = (name: string) => join(dirs.root, name);
  const places = {
    conf: dirs.conf,
    log: dirs.log,
    run: dirs.run,
    db: dirs.db,
    mod: options.installation.modDir,
    scripts: inRoot('scripts'),
    temp: inRoot('temp'),
    certs: options.certsDir ?? inRoot('certs'),
    storage: inRoot('storage'),
    cache: inRoot('cache'),
    recordings: inRoot('recordings'),
  };
  return ['-nf', '-nc', '-nonat', ...Object.entries(places).flatMap(([name, dir]) => [`-${name}`, dir])];
}

function prepareDirectories(runDir: string): Directories {
  const root = join(runDir, 'freeswitch');
  const inRoot = (name: string) => join(root, name);
  for (const name of ['log', 'run', 'scripts', 'temp', 'certs', 'storage', 'cache', 'recordings']) {
    mkdirSync(inRoot(name), { recursive: true, mode: 0o700 });
  }
  return { root, conf: inRoot('conf'), log: inRoot('log'), run: inRoot('run'), db: databaseDirectory(root) };
}

/** Memory instead of disk where there is some; named after the run directory, so that a restart cleans it. */
function databaseDirectory(root: string): string {
  const digest = createHash('sha256').update(root).digest('hex').slice(0, 12);
  try {
    accessSync('/dev/shm', constants.W_OK);
    return `/dev/shm/kiloline-${process.getuid?.() ?? 0}-${digest}`;
  } catch {
    return join(root, 'db');
  }
}

function describeSwitch(
  options: LaunchOptions,
  dirs: Directories,
  settings: SwitchSettings,
  child: SupervisedChild,
): RunningFreeSwitch {
  const host = options.address ?? '127.0.0.1';
  const cleanUp = () => {
    rmSync(dirs.db, { recursive: true, force: true });
    releaseDirectory(dirs.root);
  };
  const esl = { host: '127.0.0.1', port: settings.eslPort, password: settings.eslPassword };
  return {
    esl,
    sipUdp: { host, port: settings.trunkPort },
    link: options.link === undefined ? null : { host, port: settings.linkPort },
    ws: { url: `ws://${host}:${settings.wsPort}` },
    wss: options.wssCertDir === undefined ? null : { url: `wss://${host}:${settings.wssPort}` },
    domain: options.domain ?? 'kiloline.local',
    binary: options.installation.binary,
    version: options.installation.version,
    pid: child.pid,
    settings,
    logFile: join(dirs.log, 'freeswitch.log'),
    stop: () => endCalls(child, esl).then(cleanUp),
    kill: () => child.kill().then(cleanUp),
  };
}

/**
 * Says BYE to everybody, then ends the process. The switch's own orderly end takes 4.4 s of fixed waits and
 * saves nothing we keep: its databases are made anew at every start.
 */
async function endCalls(child: SupervisedChild, esl: EventSocketAddress): Promise<void> {
  try {
    await askEventSocket(esl, ['hupall NORMAL_CLEARING'], 1000);
    await pollUntil(() => hasNoCalls(esl), { timeoutMs: 2000, everyMs: 50 });
    await child.kill();
  } catch {
    // It does not listen: the signal and its bounded wait remain.
    await child.stop();
  }
}

async function hasNoCalls(esl: EventSocketAddress): Promise<boolean> {
  const [status = ''] = await askEventSocket(esl, ['status'], 1000);
  return /^0 session\(s\) - /m.test(status);
}

/** Ready = the event socket takes our password and both SIP profiles are running. */
async function untilReady(running: RunningFreeSwitch, child: SupervisedChild): Promise<void> {
  let last = 'nothing answered';
  const isReady = async () => {
    try {
      const [status = ''] = await askEventSocket(running.esl, ['sofia status']);
      last = 'a SIP profile is not running';
      const profiles = ['trunk', 'webrtc', ...(running.link === null ? [] : ['link'])];
      return profiles.every((name) => isProfileRunning(status, name));
    } catch (error) {
      last = describeError(error);
      return false;
    }
  };
  const isDone = async () => child.hasEnded() || (await isReady());
  const inTime = await pollUntil(isDone, { timeoutMs: READY_TIMEOUT_MS, everyMs: 20 });
  if (inTime && !child.hasEnded()) return;
  await running.kill();
  throw new OperationalError('part-failed', `FreeSWITCH did not become ready: ${last}`, {
    details: { output: child.recentOutput(), log: tailOf(running.logFile) },
  });
}

const isProfileRunning = (status: string, name: string): boolean =>
  status.split('\n').some((line) => new RegExp(`^\\s*${name}\\s+profile\\s.*RUNNING`).test(line));

const tailOf = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8').slice(-4000) : '');
