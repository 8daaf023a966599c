/** Asked of what is already known: no server dies over it. */
const AT_ONCE = new Set(['isUp']);

/**
 * One server's life, over everything it was handed: it can be made to end right before or right after a step that is named, as a
 * kill would end it. Nothing the server does afterwards has an effect.
 */
export class Life {
  /** What was done, in its order: 'contacts.claim'. */
  readonly steps: string[] = [];
  #over = false;
  #still: { readonly step: string; readonly meet: () => void; readonly until: Promise<void> } | null = null;
  #end: { readonly step: string; readonly when: 'before' | 'after' } | null = null;

  get isOver(): boolean {
    return this.#over;
  }

  /** The next time it comes to that step. */
  endsAt(step: string, when: 'before' | 'after'): void {
    this.#end = { step, when };
  }

  end(): void {
    this.#over = true;
  }

  /** Holds the server up before its next such step, until the answer is called. */
  standsStillBefore(step: string): { readonly met: Promise<void>; readonly goOn: () => void } {
    const [met, meet] = aMoment();
    const [until, goOn] = aMoment();
    this.#still = { step, meet, until };
    return { met, goOn };
  }

  of<Part extends object>(name: string, part: Part): Part {
    return new Proxy(part, {
      get: (target, method) => {
        const member: unknown = Reflect.get(target, method, target);
        if (typeof member !== 'function') return member;
        const act = member.bind(target) as (...args: unknown[]) => unknown;
        if (AT_ONCE.has(String(method))) return act;
        return (...args: unknown[]) => this.#take(`${name}.${String(method)}`, () => act(...args));
      },
    });
  }

  async #take(step: string, act: () => unknown): Promise<unknown> {
    if (this.#still?.step === step) {
      const { meet, until } = this.#still;
      this.#still = null;
      meet();
      await until;
    }
    this.#mustLive();
    this.steps.push(step);
    const when = this.#end?.step === step ? this.#end.when : null;
    if (when !== null) this.#end = null;
    if (when === 'before') this.#over = true;
    this.#mustLive();
    const result = await act();
    if (when === 'after') this.#over = true;
    this.#mustLive();
    return result;
  }

  #mustLive(): void {
    if (this.#over) throw new Error('this server is dead');
  }
}

function aMoment(): readonly [Promise<void>, () => void] {
  let come = (): void => undefined;
  const moment = new Promise<void>((resolve) => (come = resolve));
  return [moment, () => come()];
}
