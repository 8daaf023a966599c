const BUCKETS = 10_000;

/** Of millisecond values, to the millisecond; all that is longer than 10 s is in the last. */
export class Percentiles {
  readonly #counts = new Uint32Array(BUCKETS);
  #total = 0;
  most = 0;

  add(ms: number): void {
    const bucket = Math.min(BUCKETS - 1, Math.max(0, Math.floor(ms)));
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#total += 1;
    if (ms > this.most) this.most = ms;
  }

  /** @param share 0 to 1 */
  at(share: number): number {
    let seen = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
      seen += this.#counts[bucket] ?? 0;
      if (seen > 0 && seen >= share * this.#total) return bucket;
    }
    return 0;
  }
}
