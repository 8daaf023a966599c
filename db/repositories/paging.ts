import type { Page } from '../../server/contract/rest';
import { UserError } from '../../server/errors';

/** Lists are counted this far and can be paged this far; a search is kept to less, for it is ranked as a whole. */
export const LIST_CAP = 10_000;
export const SEARCH_CAP = 500;

export interface Paged {
  readonly page: number;
  readonly pageSize: number;
}

/** Entries before the page. @throws UserError for a page beyond the cap: finding it would cost reading all before it */
export function offsetOf({ page, pageSize }: Paged): number {
  if (page * pageSize > LIST_CAP) {
    throw new UserError(
      'validation-failed',
      `Lists can be paged to entry ${LIST_CAP}. Please narrow the search.`,
      { details: { fields: ['page'] } },
    );
  }
  return (page - 1) * pageSize;
}

/** @param counted as `countUpTo` counts: one more than the cap when there are more */
export function pageFrom<Item>(items: Item[], counted: number, { page, pageSize }: Paged): Page<Item> {
  const isTotalCapped = counted > LIST_CAP;
  const total = Math.min(counted, LIST_CAP);
  return { items, total, ...(isTotalCapped && { isTotalCapped }), page, pageSize };
}

/** A statement that counts rows and stops when there are more than the cap. @param rows FROM … WHERE … */
export const countUpTo = (rows: string): string =>
  `SELECT count(*)::int AS total FROM (SELECT 1 ${rows} LIMIT ${LIST_CAP + 1}) AS counted`;

/** Collects conditions of a statement with their parameters; nothing from outside ever enters the text. */
export class Conditions {
  readonly parameters: unknown[] = [];
  readonly #conditions: string[] = [];

  /** The placeholder of a value. */
  readonly bind = (value: unknown): string => `$${this.parameters.push(value)}`;

  add(condition: string): void {
    this.#conditions.push(condition);
  }

  /** Adds the condition unless there is no value. @param text of the condition, given the value's placeholder */
  where(value: unknown, text: (placeholder: string) => string): void {
    if (value !== undefined && value !== null) this.add(text(this.bind(value)));
  }

  get sql(): string {
    return this.#conditions.length === 0 ? '' : `WHERE ${this.#conditions.join(' AND ')}`;
  }
}
