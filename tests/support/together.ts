/** Waits for another test of the same bundle: what it leaves behind is needed. Fails when that one failed. */
export type After = (name: string) => Promise<void>;
export type Bundle = Readonly<Record<string, (after: After) => Promise<void>>>;

/** More callers than this and the machine, not the centre, is what is measured. */
const MOST_AT_ONCE = 10;

/**
 * Tests that mostly wait, at the same time; one that needs what another leaves behind waits for it by its name. Each is
 * reported by its own name. A failed one fails alone, and those that wait for it.
 */
export function together(tests: Bundle): void {
  const running = new Map<string, Promise<void>>();
  const slots = new Slots(MOST_AT_ONCE);
  const after: After = async (name) => {
    if (!(name in tests)) throw new Error(`There is no test "${name}" here.`);
    slots.leave();
    try {
      // All of them are begun before the first goes on.
      await Promise.resolve();
      await running.get(name);
    } finally {
      await slots.enter();
    }
  };
  const begin = async (test: Bundle[string]): Promise<void> => {
    await slots.enter();
    try {
      await test(after);
    } finally {
      slots.leave();
    }
  };
  beforeAll(() => {
    for (const [name, test] of Object.entries(tests)) {
      const started = begin(test);
      // Told by the test of that name, which may not be waiting yet.
      started.catch(() => undefined);
      running.set(name, started);
    }
  });
  it.each(Object.keys(tests))('%s', (name) => running.get(name));
}

class Slots {
  readonly #waiting: (() => void)[] = [];
  constructor(private free: number) {}

  async enter(): Promise<void> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.free += 1;
    else next();
  }
}
