/** Where a fault in somebody else's listener goes: it must not break our state. */
export type Report = (error: unknown) => void;

/** Something that may happen many times. */
export class Signal<Facts> {
  readonly #listeners: ((facts: Facts) => void)[] = [];

  constructor(private readonly report: Report) {}

  on(listener: (facts: Facts) => void): void {
    this.#listeners.push(listener);
  }

  fire(facts: Facts): void {
    for (const listener of this.#listeners) callSafely(() => listener(facts), this.report);
  }
}

/** Something that happens once. Whoever listens too late hears of it all the same, a moment later. */
export class OnceSignal<Facts> {
  readonly #listeners: ((facts: Facts) => void)[] = [];
  #fired: { readonly facts: Facts } | null = null;

  constructor(private readonly report: Report) {}

  get hasFired(): boolean {
    return this.#fired !== null;
  }

  on(listener: (facts: Facts) => void): void {
    const fired = this.#fired;
    if (fired) queueMicrotask(() => callSafely(() => listener(fired.facts), this.report));
    else this.#listeners.push(listener);
  }

  fire(facts: Facts): void {
    if (this.#fired) return;
    this.#fired = { facts };
    for (const listener of this.#listeners.splice(0)) callSafely(() => listener(facts), this.report);
  }
}

function callSafely(call: () => void, report: Report): void {
  try {
    call();
  } catch (error) {
    report(error);
  }
}
