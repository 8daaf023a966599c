/** RFC 3261 §17.1.1.1 and table 4. */
export const T1_MS = 500;
export const T2_MS = 4000;
export const T4_MS = 5000;
/** Timers B, D, F, H, J, L and M: how long a transaction or its echo may live. */
export const TIMEOUT_MS = 64 * T1_MS;

/** The timers of one transaction or call; all end with it. */
export class Timers {
  readonly #running = new Map<string, NodeJS.Timeout>();

  /** In place of a running timer of that name. */
  start(name: string, ms: number, fire: () => void): void {
    this.stop(name);
    const timer = setTimeout(() => {
      this.#running.delete(name);
      fire();
    }, ms);
    this.#running.set(name, timer);
  }

  /** Fires after T1, then after twice as long each time, up to `limitMs` (timers A, E and G). */
  repeat(name: string, limitMs: number, fire: () => void, ms = T1_MS): void {
    this.start(name, ms, () => {
      this.repeat(name, limitMs, fire, Math.min(ms * 2, limitMs));
      fire();
    });
  }

  stop(name: string): void {
    clearTimeout(this.#running.get(name));
    this.#running.delete(name);
  }

  stopAll(): void {
    for (const timer of this.#running.values()) clearTimeout(timer);
    this.#running.clear();
  }
}
