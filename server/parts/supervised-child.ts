import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import { OperationalError } from '../errors';

/**
 * A tied child ends when this process ends, however it ends (also by SIGKILL): a small shell stands between,
 * holding the read end of a pipe whose only writer is this process. When the pipe closes the shell sends the
 * child its stop signal and, after the bounded wait, SIGKILL.
 *
 * Positional parameters: stop signal, seconds to wait, command and its arguments. File descriptor 3 carries
 * the child's own process id back. The shell ignores the signals a terminal or a service manager sends to
 * everybody, so that the order of stopping stays ours.
 */
const KEEPER = `
signal=$1; wait_s=$2; shift 2
exec 4<&0
"$@" </dev/null 3>&- 4<&- &
child=$!
echo "$child" >&3
exec 3>&-
trap '' INT TERM HUP QUIT
( cat <&4
  kill -"$signal" "$child"
  tries=0
  while [ "$tries" -lt $((wait_s * 5)) ] && kill -0 "$child"; do sleep 0.2; tries=$((tries + 1)); done
  kill -KILL "$child"
) >/dev/null 2>&1 &
watcher=$!
exec 4<&-
wait "$child"; status=$?
kill -KILL "$watcher" 2>/dev/null
exit "$status"
`;

export interface ChildExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** True when stop() or kill() was called before. */
  readonly expected: boolean;
}

export interface ChildOptions {
  /** For messages: "redis", "freeswitch". */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Both outputs are appended here; a pipe would break when this process dies before the child. */
  readonly logFile: string;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Run as another user; root only. */
  readonly user?: { readonly uid: number; readonly gid: number };
  /** Default SIGTERM. SIGINT only reaches programs that install a handler: a shell starts children ignoring it. */
  readonly stopSignal?: NodeJS.Signals;
  /** Seconds between the stop signal and SIGKILL. Default 10. */
  readonly stopSeconds?: number;
  /** False lets the child outlive this process. Default true. */
  readonly tied?: boolean;
  /** Called once, when the child has ended for whatever reason. */
  readonly onExit?: (exit: ChildExit) => void;
}

export interface SupervisedChild {
  readonly name: string;
  /** Process id of the child itself, not of the shell that keeps it. */
  readonly pid: number;
  readonly exited: Promise<ChildExit>;
  hasEnded(): boolean;
  /** The last lines it wrote (at most 4000 characters), for an error message. */
  recentOutput(): string;
  /** Graceful, then SIGKILL after stopSeconds; safe to call twice. */
  stop(): Promise<ChildExit>;
  /** SIGKILL now. */
  kill(): Promise<ChildExit>;
}

/** Starts a child. @throws OperationalError('part-failed') when the program cannot be started at all. */
export async function startChild(options: ChildOptions): Promise<SupervisedChild> {
  const process = spawnChild(options);
  let asked = false;
  const exited = watchExit(process, () => asked);
  if (options.onExit) void exited.then(options.onExit);
  const pid = await childPid(process, options, exited);
  const signalChild = (signal: NodeJS.Signals) => {
    asked = true;
    sendSignal(pid, signal);
  };
  return {
    name: options.name,
    pid,
    exited,
    hasEnded: () => hasEnded(process),
    recentOutput: () => tailOf(options.logFile),
    stop: () => stopGracefully(process, options, exited, signalChild),
    kill: () => {
      if (!hasEnded(process)) signalChild('SIGKILL');
      return exited;
    },
  };
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

const isTied = (options: ChildOptions): boolean => options.tied ?? true;

function spawnChild(options: ChildOptions): ChildProcess {
  const log = openSync(options.logFile, 'a');
  const signal = (options.stopSignal ?? 'SIGTERM').slice(3);
  const [command, args] = isTied(options)
    ? [
        '/bin/sh',
        ['-c', KEEPER, 'keeper', signal, String(options.stopSeconds ?? 10), options.command, ...options.args],
      ]
    : [options.command, [...options.args]];
  try {
    const child = spawn(command, args, {
      // Its own process group: Ctrl-C in the terminal reaches this process, which then stops parts in order.
      detached: true,
      stdio: [isTied(options) ? 'pipe' : 'ignore', log, log, isTied(options) ? 'pipe' : 'ignore'],
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      ...(options.env === undefined ? {} : { env: options.env }),
      ...(options.user === undefined ? {} : options.user),
    });
    child.stdin?.on('error', () => undefined);
    return child;
  } finally {
    closeSync(log);
  }
}

function watchExit(child: ChildProcess, wasAsked: () => boolean): Promise<ChildExit> {
  return new Promise((resolve) => {
    const end = (code: number | null, signal: NodeJS.Signals | null) => {
      resolve({ ...decodeStatus(code, signal), expected: wasAsked() });
    };
    child.once('exit', end);
    child.once('error', () => {
      end(127, null);
    });
  });
}

/** A shell reports a child that died of signal n as status 128 + n. */
function decodeStatus(
  code: number | null,
  signal: NodeJS.Signals | null,
): Pick<ChildExit, 'code' | 'signal'> {
  if (code === null || code <= 128) return { code, signal };
  const found = Object.entries(constants.signals).find(([, number]) => number === code - 128);
  return found ? { code: null, signal: found[0] as NodeJS.Signals } : { code, signal };
}

async function childPid(
  child: ChildProcess,
  options: ChildOptions,
  exited: Promise<ChildExit>,
): Promise<number> {
  const own = isTied(options) ? await readPid(child.stdio[3] as Readable, exited) : child.pid;
  if (own !== undefined && own > 0) return own;
  throw new OperationalError('part-failed', `${options.name} could not be started: ${options.command}`, {
    retryable: false,
    details: { output: tailOf(options.logFile) },
  });
}

function readPid(pipe: Readable, exited: Promise<ChildExit>): Promise<number> {
  return new Promise((resolve) => {
    let text = '';
    pipe.on('data', (chunk: Buffer) => (text += chunk.toString()));
    pipe.once('close', () => {
      resolve(Number.parseInt(text, 10) || 0);
    });
    void exited.then(() => pipe.destroy());
  });
}

async function stopGracefully(
  child: ChildProcess,
  options: ChildOptions,
  exited: Promise<ChildExit>,
  signalChild: (signal: NodeJS.Signals) => void,
): Promise<ChildExit> {
  if (hasEnded(child)) return exited;
  signalChild(options.stopSignal ?? 'SIGTERM');
  const timer = setTimeout(
    () => {
      signalChild('SIGKILL');
    },
    (options.stopSeconds ?? 10) * 1000,
  );
  try {
    return await exited;
  } finally {
    clearTimeout(timer);
  }
}

/** Sends a signal; a process that is gone already is what we wanted. */
function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // ESRCH: ended in between.
  }
}

function tailOf(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8').slice(-4000) : '';
}
