import { readdirSync, readFileSync } from 'node:fs';

/** USER_HZ, which Linux fixes at 100 for every program (proc(5)). */
const TICKS_PER_SECOND = 100;

export interface CpuMark {
  readonly at: number;
  readonly cpuS: number;
  /** Seconds its first thread was ready to run and had no core: proc(5), schedstat. */
  readonly waitedS: number;
}

export interface CpuUse {
  readonly cpuPercent: number;
  readonly waitedPercent: number;
}

export function markCpu(pid: number): CpuMark {
  // The name may hold spaces and brackets: what follows the last one is counted from field 3.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()?.split(' ') ?? [];
  const waited = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[1];
  return {
    at: performance.now(),
    cpuS: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND,
    waitedS: Number(waited) / 1e9,
  };
}

/** In % of one core and of the time since `from`. */
export function cpuSince(pid: number, from: CpuMark): CpuUse {
  const now = markCpu(pid);
  const seconds = (now.at - from.at) / 1000;
  const percent = (value: number) => round((100 * value) / seconds);
  return {
    cpuPercent: percent(now.cpuS - from.cpuS),
    waitedPercent: percent(now.waitedS - from.waitedS),
  };
}

export interface MachineMark {
  readonly busy: number;
  readonly all: number;
}

/** All cores, all programs. */
export function markMachine(): MachineMark {
  const line = readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '';
  const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] = line
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  const busy = user + nice + system + irq + softirq + steal;
  return { busy, all: busy + idle + iowait };
}

export function machineBusyPercent(from: MachineMark): number {
  const now = markMachine();
  return round((100 * (now.busy - from.busy)) / Math.max(1, now.all - from.all));
}

export function rssMb(pid: number): number {
  const kb = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return round(Number(kb) / 1024);
}

export const descriptors = (pid: number): number => readdirSync(`/proc/${pid}/fd`).length;

/** Datagrams the kernel threw away because a socket's buffer was full, of the sockets bound to such ports. */
export function udpDrops(isOurs: (port: number) => boolean): number {
  const lines = readFileSync('/proc/net/udp', 'utf8').trim().split('\n').slice(1);
  return lines.reduce((sum, line) => {
    const fields = line.trim().split(/\s+/);
    const port = Number.parseInt(fields[1]?.split(':')[1] ?? '0', 16);
    return isOurs(port) ? sum + Number(fields.at(-1)) : sum;
  }, 0);
}

export const round = (value: number): number => Math.round(value * 10) / 10;
