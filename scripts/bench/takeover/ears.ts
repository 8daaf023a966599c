import type { PartyCall } from '../../../tests/support/sip-party';

/** The longest time each party heard nothing at all, since it was last asked. */
export class EarsOf {
  readonly #since = new Map<PartyCall, { last: number; gap: number }>();

  listen(call: PartyCall): void {
    if (this.#since.has(call)) return;
    const heard = { last: performance.now(), gap: 0 };
    this.#since.set(call, heard);
    call.media.listen(() => {
      const now = performance.now();
      heard.gap = Math.max(heard.gap, now - heard.last);
      heard.last = now;
    });
  }

  /** From now on. */
  forget(): void {
    const now = performance.now();
    for (const heard of this.#since.values()) Object.assign(heard, { last: now, gap: 0 });
  }

  /** Of those who are still there, ms. */
  longestGap(calls: readonly PartyCall[]): number {
    const now = performance.now();
    const gaps = calls.flatMap((call) => {
      const heard = this.#since.get(call);
      return heard === undefined ? [] : [Math.max(heard.gap, now - heard.last)];
    });
    return Math.round(Math.max(0, ...gaps));
  }
}
