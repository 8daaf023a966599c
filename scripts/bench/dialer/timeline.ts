/** What is due, soonest first (a binary heap); what is due at the same time comes in the order it was planned. */
export class Timeline {
  readonly #heap: { at: number; order: number; run: () => void }[] = [];
  #order = 0;
  now = 0;

  after(ms: number, run: () => void): void {
    const heap = this.#heap;
    let at = heap.push({ at: this.now + ms, order: (this.#order += 1), run }) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isSooner(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  /** Runs all that is due until then. */
  runUntil(end: number): void {
    for (let first = this.#heap[0]; first !== undefined && first.at <= end; first = this.#heap[0]) {
      this.now = first.at;
      this.#removeFirst();
      first.run();
    }
    this.now = end;
  }

  #removeFirst(): void {
    const heap = this.#heap;
    this.#swap(0, heap.length - 1);
    heap.pop();
    for (let at = 0; ;) {
      let soonest = at;
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < heap.length && this.#isSooner(child, soonest)) soonest = child;
      if (soonest === at) return;
      this.#swap(at, soonest);
      at = soonest;
    }
  }

  #isSooner(a: number, b: number): boolean {
    const [left, right] = [this.#heap[a], this.#heap[b]];
    if (left === undefined || right === undefined) return false;
    return left.at < right.at || (left.at === right.at && left.order < right.order);
  }

  #swap(a: number, b: number): void {
    const heap = this.#heap;
    const [left, right] = [heap[a], heap[b]];
    if (left === undefined || right === undefined) return;
    heap[a] = right;
    heap[b] = left;
  }
}
