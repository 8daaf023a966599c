/**
 * Wakes a session's thread. Count what you have seen, look at the world, then wait for more: a notice given
 * between looking and waiting is not lost.
 */
export class Signal {
  private count = 0;
  private waiting: (() => void)[] = [];

  get seen(): number {
    return this.count;
  }

  notify(): void {
    this.count += 1;
    const waiting = this.waiting;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }

  /** Resolves at once when there was a notice since `seen`. */
  after(seen: number): Promise<void> {
    if (this.count !== seen) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  async until(holds: () => boolean): Promise<void> {
    for (;;) {
      const { seen } = this;
      if (holds()) return;
      await this.after(seen);
    }
  }
}
