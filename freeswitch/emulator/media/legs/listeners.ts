/** Listeners of one kind of happening. Adding or leaving makes a new list, so that telling allocates nothing. */
export class Listeners<Args extends readonly unknown[]> {
  private list: readonly ((...args: Args) => void)[] = [];

  add(listener: (...args: Args) => void): () => void {
    // Wrapped in no object: the same function added twice must be told twice and leave once.
    const own = (...args: Args): void => listener(...args);
    this.list = [...this.list, own];
    return () => {
      this.list = this.list.filter((each) => each !== own);
    };
  }

  tell(...args: Args): void {
    for (const listener of this.list) listener(...args);
  }

  clear(): void {
    this.list = [];
  }
}
