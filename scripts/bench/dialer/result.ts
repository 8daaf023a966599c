/** What a way of dialling came to. */
export interface Result {
  /** Talk and wrap-up of the time agents were there: all of it, and the last two thirds. */
  readonly occupancy: number;
  readonly settledOccupancy: number;
  readonly calls: number;
  readonly reached: number;
  readonly abandoned: number;
  readonly withdrawn: number;
  readonly abandonRate: number;
  readonly settledAbandonRate: number;
  /** The highest rate over the window at any moment, and how often the cap was exceeded when a person was reached. */
  readonly worstWindow: number;
  readonly timesOverCap: number;
  /** How long an agent was free per call he handled, s. */
  readonly idleS: number;
}

interface Counts {
  calls: number;
  withdrawn: number;
  reached: number;
  abandoned: number;
}
interface Times {
  readonly busyMs: number;
  readonly presentMs: number;
}

/** Looks at every person reached whether the cap holds, counting by itself and not by what the dialer believes. */
export class CapWatch {
  readonly counts: Counts = { calls: 0, withdrawn: 0, reached: 0, abandoned: 0 };
  readonly #window: boolean[] = [];
  #inWindow = 0;
  #worst = 0;
  #timesOver = 0;

  constructor(
    private readonly cap: number,
    private readonly size: number,
  ) {}

  reached(wasAbandoned: boolean): void {
    this.counts.reached += 1;
    this.#window.push(wasAbandoned);
    if (wasAbandoned) {
      this.counts.abandoned += 1;
      this.#inWindow += 1;
    }
    if (this.#window.length > this.size && this.#window.shift() === true) this.#inWindow -= 1;
    const rate = this.#inWindow / this.#window.length;
    this.#worst = Math.max(this.#worst, rate);
    if (this.#inWindow > this.cap * this.#window.length + 1e-9) this.#timesOver += 1;
  }

  result({ busyMs, presentMs, warm }: Times & { readonly warm: Times & Counts }): Result {
    const { calls, reached, abandoned, withdrawn } = this.counts;
    const connected = Math.max(1, reached - abandoned);
    return {
      occupancy: busyMs / presentMs,
      settledOccupancy: (busyMs - warm.busyMs) / (presentMs - warm.presentMs),
      calls,
      reached,
      abandoned,
      withdrawn,
      abandonRate: abandoned / Math.max(1, reached),
      settledAbandonRate: (abandoned - warm.abandoned) / Math.max(1, reached - warm.reached),
      worstWindow: this.#worst,
      timesOverCap: this.#timesOver,
      idleS: (presentMs - busyMs) / 1000 / connected,
    };
  }
}
