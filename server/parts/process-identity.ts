import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** When a process began and how it was called; null when there is no such process (or only its zombie). */
export interface ProcessIdentity {
  /** Compared for equality only: tells a process from a later one that got the same id. */
  readonly startedAt: string;
  readonly commandLine: string;
}

export function identifyProcess(pid: number): ProcessIdentity | null {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
}

function fromProc(pid: number): ProcessIdentity | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the name in brackets and may hold anything; the 22nd is the start time in ticks.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z') return null;
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return { startedAt: fields[19] ?? '', commandLine };
  } catch {
    return null;
  }
}

function fromPs(pid: number): ProcessIdentity | null {
  const field = (name: string) =>
    spawnSync('ps', ['-ww', '-o', `${name}=`, '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
  const state = field('state');
  if (state === '' || state.startsWith('Z')) return null;
  return { startedAt: field('lstart'), commandLine: field('command') };
}
