const SECOND_MS = 1000;

/** How many began within the last second; only a forecast, the scripts count for all servers. */
export class PerSecond {
  #begun: number[] = [];

  /** How many may still begin at this moment, Unix ms. */
  left(now: number, most: number): number {
    this.#begun = this.#begun.filter((at) => at > now - SECOND_MS);
    return most - this.#begun.length;
  }

  note(now: number): void {
    this.#begun.push(now);
  }
}
