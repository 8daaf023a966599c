export interface BudgetSize {
  /** Requests that may be made at once, and per window. At least 1. */
  readonly limit: number;
  readonly windowMs: number;
}

export interface BudgetAnswer {
  readonly isTaken: boolean;
  /** Requests that may be made at once after this one. */
  readonly left: number;
  /** 0 when taken. */
  readonly waitMs: number;
  readonly fullInMs: number;
}

/** How many requests somebody may make, counted over all servers. */
export interface RequestBudget {
  /** `whose`: [a-z0-9:-]{1,80}, for example 'key:<id>'. */
  take(whose: string, size: BudgetSize): Promise<BudgetAnswer>;
}
