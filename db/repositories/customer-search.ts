import type { DataSource } from 'typeorm';
import type { CustomerQuery } from '../../server/contract/rest';
import { nameQuery } from '../../server/crm/name-terms';
import { candidates, searchDigits, type NumberFormat } from '../../server/crm/number-matching';
import { cleanText } from '../projection/stored-event';
import { CUSTOMER_SEARCH } from './customer-search-queries';
import { containsPattern, escapeLike } from './like-pattern';
import { Conditions, countUpTo, LIST_CAP, offsetOf, SEARCH_CAP } from './paging';

export interface FoundIds {
  readonly ids: readonly string[];
  /** At most the cap; `isCapped` when there are more. */
  readonly total: number;
  readonly isCapped: boolean;
}

/** "1" would be in every number. */
const FEWEST_DIGITS = 3;
const CONTRACT_NUMBER = /^[A-Za-z0-9][A-Za-z0-9./-]+$/;

const ORDER = {
  name: 'name_key, customer_id',
  '-createdAt': 'created_at DESC, customer_id DESC',
} as const;

/** Which customers a screen's search or list is about, in its order. */
export class CustomerSearch {
  readonly #dataSource: DataSource;
  readonly #format: NumberFormat;

  constructor(dataSource: DataSource, format: NumberFormat) {
    this.#dataSource = dataSource;
    this.#format = format;
  }

  async find(query: CustomerQuery): Promise<FoundIds> {
    const offset = offsetOf(query);
    const text = cleanText(query.search).trim();
    return text === '' ? this.#list(query, offset) : this.#search(text, query, offset);
  }

  async #list({ kind, sort = 'name', pageSize }: CustomerQuery, offset: number): Promise<FoundIds> {
    const conditions = new Conditions();
    conditions.where(kind, (value) => `kind = ${value}`);
    const rows = `FROM customers ${conditions.sql}`;
    const [counted] = await this.#dataSource.query<{ total: number }[]>(
      countUpTo(rows),
      conditions.parameters,
    );
    const page = `LIMIT ${conditions.bind(pageSize)} OFFSET ${conditions.bind(offset)}`;
    const ids = await this.#dataSource.query<{ customer_id: string }[]>(
      `SELECT customer_id ${rows} ORDER BY ${ORDER[sort]} ${page}`,
      conditions.parameters,
    );
    const total = counted?.total ?? 0;
    return {
      ids: ids.map((row) => row.customer_id),
      total: Math.min(total, LIST_CAP),
      isCapped: total > LIST_CAP,
    };
  }

  async #search(text: string, query: CustomerQuery, offset: number): Promise<FoundIds> {
    const [found] = await this.#dataSource.query<{ total: number; ids: string[] }[]>(CUSTOMER_SEARCH, [
      text,
      ...this.#terms(text),
      query.kind ?? null,
      query.sort ?? null,
      query.pageSize,
      offset,
    ]);
    const total = found?.total ?? 0;
    return { ids: found?.ids ?? [], total: Math.min(total, SEARCH_CAP), isCapped: total > SEARCH_CAP };
  }

  #terms(text: string): unknown[] {
    const digits = searchDigits(text, this.#format);
    const telling = digits !== null && digits.length >= FEWEST_DIGITS ? digits : null;
    const name = nameQuery(text);
    return [
      candidates(text, this.#format),
      telling,
      CONTRACT_NUMBER.test(text) ? escapeLike(text.toLowerCase()) : null,
      telling,
      name.beginning === null ? null : escapeLike(name.beginning),
      name.tsquery,
      name.phrases.map(containsPattern),
    ];
  }
}
