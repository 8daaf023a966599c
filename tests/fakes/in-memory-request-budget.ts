import type { BudgetAnswer, BudgetSize, RequestBudget } from '../../server/integration/request-budget';

/** Counts without refilling. */
export class InMemoryRequestBudget implements RequestBudget {
  readonly #used = new Map<string, number>();

  take(whose: string, { limit, windowMs }: BudgetSize): Promise<BudgetAnswer> {
    const used = (this.#used.get(whose) ?? 0) + 1;
    const isTaken = used <= limit;
    if (isTaken) this.#used.set(whose, used);
    return Promise.resolve({
      isTaken,
      left: Math.max(0, limit - used),
      waitMs: isTaken ? 0 : windowMs,
      fullInMs: windowMs,
    });
  }
}
