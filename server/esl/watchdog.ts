import { Worker } from 'node:worker_threads';

/**
 * Kills this process when its event loop has not answered for `limitMs`. A server that stops reading fills its
 * queue on the switch, and a full queue freezes the whole switch, calls and all, for minutes (seen live);
 * killing the reader frees it within a second. A worker thread keeps the time: it runs while we do not.
 *
 * It counts its own ticks, not the clock: a suspended machine or a stepped clock is no stall.
 */
const CODE = `
const { workerData } = require('node:worker_threads');
const { shared, tickMs, limitTicks } = workerData;
const beats = new Int32Array(shared);
const idle = new Int32Array(new SharedArrayBuffer(4));
let last = -1, missed = 0;
for (;;) {
  Atomics.wait(idle, 0, 0, tickMs);
  if (Atomics.load(beats, 1) === 1) break;
  const now = Atomics.load(beats, 0);
  missed = now === last ? missed + 1 : 0;
  last = now;
  if (missed >= limitTicks) {
    require('node:fs').writeSync(2, JSON.stringify({ level: 60, msg: 'event loop stalled, killing this process', missedMs: missed * tickMs }) + '\\n');
    process.kill(process.pid, 'SIGKILL');
  }
}
`;

const TICKS = 20;

export interface Watchdog {
  stop(): void;
}

export function startWatchdog(limitMs: number): Watchdog {
  const tickMs = Math.max(5, limitMs / TICKS);
  const shared = new SharedArrayBuffer(8);
  const beats = new Int32Array(shared);
  const timer = setInterval(() => Atomics.add(beats, 0, 1), tickMs / 2);
  timer.unref();
  const worker = new Worker(CODE, { eval: true, workerData: { shared, tickMs, limitTicks: TICKS } });
  worker.unref();
  return {
    stop: () => {
      clearInterval(timer);
      Atomics.store(beats, 1, 1);
    },
  };
}

/** One watchdog serves all switches of the process. */
let watchdog: Watchdog | null = null;
let users = 0;

export function holdWatchdog(limitMs: number): () => void {
  if (limitMs <= 0) return () => undefined;
  watchdog ??= startWatchdog(limitMs);
  users += 1;
  let held = true;
  return () => {
    if (!held) return;
    held = false;
    users -= 1;
    if (users > 0) return;
    watchdog?.stop();
    watchdog = null;
  };
}
