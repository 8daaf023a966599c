import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { EmulatorOptions } from '../../../freeswitch/emulator/options';
import { OperationalError } from '../../errors';
import { claimDirectory, releaseDirectory } from '../claim-directory';
import { type LaunchOptions, type RunningFreeSwitch, type SwitchSettings } from '../freeswitch';
import { endLeftover } from '../leftover-process';
import { pollUntil } from '../poll-until';
import { startChild, type SupervisedChild } from '../supervised-child';
import { startOnFreePorts } from '../freeswitch/start-on-free-ports';

/** Those of launchFreeSwitch that mean something here, so that a caller can give the same to either. */
export type EmulatorLaunchOptions = Pick<
  LaunchOptions,
  | 'runDir'
  | 'soundsDir'
  | 'logger'
  | 'domain'
  | 'address'
  | 'trunkCidrs'
  | 'directory'
  | 'settings'
  | 'rtpPorts'
  | 'sessionsPerSecond'
  | 'maxSessions'
  | 'guardSeconds'
  | 'logLevel'
  | 'tied'
  | 'onExit'
>;

const READY_TIMEOUT_MS = 20_000;
const PROJECT_DIR = join(__dirname, '../../..');
const MAIN = join(PROJECT_DIR, 'freeswitch/emulator/main.ts');

interface Directories {
  readonly root: string;
  readonly optionsFile: string;
  readonly pidFile: string;
  readonly logFile: string;
}

/**
 * Starts the embedded switch and waits until it takes commands and calls; what is returned is used as a running
 * FreeSWITCH is.
 * @throws OperationalError('part-failed') with the end of its log
 */
export async function launchEmulator(options: EmulatorLaunchOptions): Promise<RunningFreeSwitch> {
  const dirs = prepareDirectories(options.runDir);
  claimDirectory(dirs.root, 'The embedded switch');
  await endLeftover({
    pidFile: dirs.pidFile,
    mark: dirs.optionsFile,
    stopSignal: 'SIGTERM',
    waitMs: 1000,
  });
  const { settings, rtpPorts, logger } = options;
  return startOnFreePorts({ name: 'the embedded switch', settings, rtpPorts, logger }, (chosen) =>
    startOnce(options, dirs, chosen),
  );
}

async function startOnce(
  options: EmulatorLaunchOptions,
  dirs: Directories,
  settings: SwitchSettings,
): Promise<RunningFreeSwitch> {
  writeFileSync(dirs.optionsFile, JSON.stringify(emulatorOptions(options, settings)), { mode: 0o600 });
  const from = sizeOf(dirs.logFile);
  const child = await startChild({
    name: 'embedded switch',
    command: process.execPath,
    args: ['--import', pathToFileURL(require.resolve('tsx')).href, MAIN, dirs.optionsFile],
    logFile: dirs.logFile,
    cwd: PROJECT_DIR,
    stopSeconds: 3,
    ...(options.tied === undefined ? {} : { tied: options.tied }),
  });
  writeFileSync(dirs.pidFile, String(child.pid));
  const running = describeSwitch(options, dirs, settings, child);
  await untilReady(running, child, from);
  if (options.onExit) void child.exited.then(options.onExit);
  options.logger.info({ pid: child.pid }, 'embedded switch started');
  return running;
}

function emulatorOptions(options: EmulatorLaunchOptions, settings: SwitchSettings): EmulatorOptions {
  const { eslPort, eslPassword, trunkPort, wsPort, rtpStartPort, rtpEndPort } = settings;
  return {
    address: options.address ?? '127.0.0.1',
    domain: options.domain ?? 'kiloline.local',
    ...{ eslPort, eslPassword, trunkPort, wsPort, rtpStartPort, rtpEndPort },
    soundsDir: options.soundsDir,
    trunkAllow: options.trunkCidrs ?? ['127.0.0.0/8'],
    directory:
      options.directory === undefined
        ? null
        : {
            url: options.directory.url,
            user: options.directory.user,
            password: options.directory.password,
          },
    guardSeconds: options.guardSeconds ?? 16,
    maxSessions: options.maxSessions ?? 5000,
    sessionsPerSecond: options.sessionsPerSecond ?? 400,
    logLevel: LOG_LEVELS[options.logLevel ?? 'warning'],
  };
}

const LOG_LEVELS = {
  err: 'error',
  warning: 'warn',
  notice: 'info',
  info: 'info',
  debug: 'debug',
} as const;

function prepareDirectories(runDir: string): Directories {
  const root = join(runDir, 'embedded-switch');
  mkdirSync(root, { recursive: true, mode: 0o700 });
  return {
    root,
    optionsFile: join(root, 'options.json'),
    pidFile: join(root, 'switch.pid'),
    logFile: join(root, 'switch.log'),
  };
}

function describeSwitch(
  options: EmulatorLaunchOptions,
  dirs: Directories,
  settings: SwitchSettings,
  child: SupervisedChild,
): RunningFreeSwitch {
  const host = options.address ?? '127.0.0.1';
  const cleanUp = () => {
    releaseDirectory(dirs.root);
  };
  return {
    esl: { host: '127.0.0.1', port: settings.eslPort, password: settings.eslPassword },
    sipUdp: { host, port: settings.trunkPort },
    ws: { url: `ws://${host}:${settings.wsPort}` },
    wss: null,
    link: null,
    domain: options.domain ?? 'kiloline.local',
    binary: MAIN,
    version: 'embedded',
    pid: child.pid,
    settings,
    logFile: dirs.logFile,
    stop: () => child.stop().then(cleanUp),
    kill: () => child.kill().then(cleanUp),
  };
}

/**
 * Only its own word counts: on the same addresses another switch may answer. @param from where its output begins
 * in a log that earlier starts wrote to
 */
async function untilReady(running: RunningFreeSwitch, child: SupervisedChild, from: number): Promise<void> {
  const output = () => readFileSync(running.logFile).subarray(from).toString();
  const isReady = () => /^\{"ready":true,/m.test(output());
  const isDone = () => Promise.resolve(child.hasEnded() || isReady());
  const inTime = await pollUntil(isDone, { timeoutMs: READY_TIMEOUT_MS, everyMs: 20 });
  if (inTime && !child.hasEnded()) return;
  await running.kill();
  const why = inTime ? 'it ended' : 'it took too long';
  throw new OperationalError('part-failed', `The embedded switch did not become ready: ${why}`, {
    details: { output: output().slice(-4000) },
  });
}

const sizeOf = (file: string): number => (existsSync(file) ? statSync(file).size : 0);
