/**
 * Runs tasks with the same key one after the other, in the order given; different keys run side by side.
 * What happens to one call is thereby always handled in order, and no call waits for another.
 */
export class KeyedQueue {
  readonly #tails = new Map<string, Promise<void>>();

  /** Resolves when the task has run; a failing task does not stop those behind it. */
  run<Result>(key: string, task: () => Promise<Result>): Promise<Result> {
    const before = this.#tails.get(key) ?? Promise.resolve();
    const result = before.then(task);
    const tail = result.then(
      () => undefined,
      () => undefined,
    );
    this.#tails.set(key, tail);
    void tail.then(() => {
      if (this.#tails.get(key) === tail) this.#tails.delete(key);
    });
    return result;
  }

  /** Resolves when everything given so far has run. */
  async idle(): Promise<void> {
    await Promise.all(this.#tails.values());
  }

  get size(): number {
    return this.#tails.size;
  }
}
