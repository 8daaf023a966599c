/** Runs a task every so often, also in a page nobody looks at. @returns stop */
export type Every = (ms: number, task: () => void) => () => void;

/** Of timers that a browser may slow down. */
export const everyByTimer: Every = (ms, task) => {
  const timer = setInterval(task, ms);
  return () => clearInterval(timer);
};

export interface SteadyClock {
  readonly every: Every;
  /** Told when the page slept, or hung: nothing ran from one moment to the other, Unix ms. */
  readonly onSlept: (listener: (from: number, until: number) => void) => void;
}

/**
 * Nothing is that late in a page that is awake, and no sleep that is shorter costs an agent calls: of three signs of life, five
 * seconds apart, the last may have been sent just before it.
 */
const sleptMs = 9_000;

/**
 * Counts the ticks of a worker, one a second. A frozen page, a sleeping computer or a script that hangs get none, which is
 * the point: what a page does by this clock says that it lives.
 */
export function createSteadyClock(worker: Pick<Worker, 'addEventListener'>, now = Date.now): SteadyClock {
  const tasks = new Set<{ readonly ms: number; readonly task: () => void; due: number }>();
  const listeners: ((from: number, until: number) => void)[] = [];
  let last = now();
  const tick = (): void => {
    const at = now();
    if (at - last > sleptMs) for (const listener of listeners) listener(last, at);
    last = at;
    for (const each of tasks) {
      if (each.due > at) continue;
      each.due = at + each.ms;
      each.task();
    }
  };
  worker.addEventListener('message', tick);
  // Where no worker can be had a slow clock is better than none.
  worker.addEventListener('error', () => void setInterval(tick, 1000), { once: true });
  return {
    every: (ms, task) => {
      // Half a tick early: the worker's second is never exact.
      const each = { ms: ms - 500, task, due: now() + ms - 500 };
      tasks.add(each);
      return () => tasks.delete(each);
    },
    onSlept: (listener) => void listeners.push(listener),
  };
}
