import { existsSync, readFileSync } from 'node:fs';
import { pollUntil } from './poll-until';
import { identifyProcess } from './process-identity';

export interface Leftover {
  /** File whose first line is a process id. */
  readonly pidFile: string;
  /** Text that only our process has in its command line: usually its directory. */
  readonly mark: string;
  readonly stopSignal: NodeJS.Signals;
  /** Milliseconds from the signal to SIGKILL. */
  readonly waitMs: number;
}

/**
 * Ends a child that outlived its owner, so that two servers never write to one directory.
 * 'foreign' = the id in the file is by now some other program's, which is left alone.
 */
export async function endLeftover(leftover: Leftover): Promise<'none' | 'foreign' | 'ended'> {
  const pid = readPid(leftover.pidFile);
  const before = identifyProcess(pid);
  if (before === null) return 'none';
  if (!before.commandLine.includes(leftover.mark)) return 'foreign';
  const isGone = () => identifyProcess(pid)?.startedAt !== before.startedAt;
  for (const [signal, timeoutMs] of [
    [leftover.stopSignal, leftover.waitMs],
    ['SIGKILL', 3000],
  ] as const) {
    trySignal(pid, signal);
    if (await pollUntil(isGone, { timeoutMs, everyMs: 50 })) break;
  }
  return 'ended';
}

function readPid(file: string): number {
  if (!existsSync(file)) return 0;
  return Number.parseInt(readFileSync(file, 'utf8').split('\n')[0] ?? '', 10) || 0;
}

function trySignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone in between.
  }
}
