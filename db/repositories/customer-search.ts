import type { DataSource } from 'typeorm';
import type { CustomerQuery } from '../../server/contract/rest';
import { nameQuery } from '../../server/crm/name-terms';
import { candidates, searchDigits, type NumberFormat } from '../../server/crm/number-matching';
import { cleanText } from '../projection/stored-event';
import { customerSearch, type Beginning, type SoughtCustomers } from './customer-search-queries';
import { containsPattern, escapeLike } from './like-pattern';
import { piecesOf } from './number-lookup';
import { Conditions, countUpTo, LIST_CAP, offsetOf, SEARCH_CAP } from './paging';

export interface FoundIds {
  readonly ids: readonly string[];
  /** At most the cap; `isCapped` when there are more. */
  readonly total: number;
  readonly isCapped: boolean;
}

interface FoundRow {
  readonly ids: readonly string[];
  readonly total: number;
  readonly isBrokenOff: boolean;
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
    const { bind, parameters } = new Conditions();
    const statement = customerSearch(this.#sought(text, query), bind, { limit: query.pageSize, offset });
    const [found] = await this.#dataSource.transaction(async (manager) => {
      // The planner thinks that a few of many matches are soon met with in the table itself. Those of a table that was
      // brought in lie together, at its end.
      await manager.query('SET LOCAL enable_seqscan = off');
      return manager.query<FoundRow[]>(statement, parameters);
    });
    const { ids = [], total = 0, isBrokenOff = false } = found ?? {};
    return { ids, total: Math.min(total, SEARCH_CAP), isCapped: total > SEARCH_CAP || isBrokenOff };
  }

  #sought(text: string, { kind, sort }: CustomerQuery): SoughtCustomers {
    const typed = searchDigits(text, this.#format);
    const digits = typed !== null && typed.length >= FEWEST_DIGITS ? typed : null;
    const { beginnings, tsquery, phrases } = nameQuery(text);
    return {
      keys: candidates(text, this.#format),
      digits: digits === null ? null : beginning(digits),
      pieces: digits === null ? [] : piecesOf(digits),
      contract: CONTRACT_NUMBER.test(text) ? beginning(text.toLowerCase()) : null,
      nameKeys: beginnings.map(beginning),
      name: beginnings.length > 0 ? null : beginning(text),
      terms: tsquery,
      phrases: phrases.map(containsPattern),
      kind: kind ?? null,
      sort: sort ?? null,
    };
  }
}

const beginning = (text: string): Beginning => ({ text, pattern: `${escapeLike(text)}%` });
