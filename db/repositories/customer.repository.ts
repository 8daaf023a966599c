import type { DataSource } from 'typeorm';
import type { NumberMatch } from '../../server/contract/crm';
import type { CustomerId } from '../../server/contract/ids';
import type { CustomerCard, CustomerQuery, CustomerSummary, Page } from '../../server/contract/rest';
import type { CustomerDirectory } from '../../server/crm/customer-directory';
import { candidates, openLocalNumber, type NumberFormat } from '../../server/crm/number-matching';
import { withDatabaseErrors } from '../database-error';
import { isUuid } from '../projection/event-fields';
import type { CustomerCards } from './customer-cards';
import { customerNames } from './customer-names';
import { CustomerSearch } from './customer-search';
import { piecesOf } from './number-lookup';
import { OWNERS_OF_LOCAL_NUMBER, OWNERS_OF_NUMBER } from './number-owners';

const MOST_OWNERS = 10;
const MOST_MATCHES = 50;
/** One owner may have the number in several places. */
const MOST_PLACES = MOST_MATCHES * 4;

interface CustomerDirectoryDeps {
  readonly dataSource: DataSource;
  readonly numberFormat: NumberFormat;
  readonly cards: CustomerCards;
}

interface Owner {
  readonly customer_id: string;
  readonly reason: NumberMatch['reason'];
  readonly number: string;
  readonly place: number;
}

export class CustomerRepository implements CustomerDirectory {
  readonly #deps: CustomerDirectoryDeps;
  readonly #search: CustomerSearch;

  constructor(deps: CustomerDirectoryDeps) {
    this.#deps = deps;
    this.#search = new CustomerSearch(deps.dataSource, deps.numberFormat);
  }

  findByNumber(number: string): Promise<readonly CustomerSummary[]> {
    return withDatabaseErrors(async () => {
      const owners = await this.#owners(number);
      return this.#summaries(owners.slice(0, MOST_OWNERS).map((owner) => owner.customer_id));
    });
  }

  matchNumber(number: string): Promise<readonly NumberMatch[]> {
    return withDatabaseErrors(async () => {
      const owners = (await this.#owners(number)).slice(0, MOST_MATCHES);
      const summaries = await this.#summaries(owners.map((owner) => owner.customer_id));
      const keys = candidates(number, this.#deps.numberFormat);
      const byId = new Map(summaries.map((summary) => [summary.customerId, summary]));
      return owners.flatMap(({ customer_id: id, reason, number: matchedNumber, place }) => {
        const summary = byId.get(id);
        const isExact = place > 0 && keys[place - 1] === keys[0];
        return summary
          ? [
              {
                ...summary,
                reason,
                matchedNumber,
                certainty: isExact ? ('exact' as const) : ('local' as const),
              },
            ]
          : [];
      });
    });
  }

  card(customerId: CustomerId): Promise<CustomerCard | null> {
    if (!isUuid(customerId)) return Promise.resolve(null);
    return withDatabaseErrors(async () => {
      const [summary] = await this.#summaries([customerId.toLowerCase()]);
      return summary ? this.#deps.cards.card(summary) : null;
    });
  }

  names(customerIds: readonly CustomerId[]): Promise<ReadonlyMap<string, string>> {
    return withDatabaseErrors(() => customerNames(this.#deps.dataSource.manager, customerIds.filter(isUuid)));
  }

  search(query: CustomerQuery): Promise<Page<CustomerSummary>> {
    const { page, pageSize } = query;
    return withDatabaseErrors(async () => {
      const { ids, total, isCapped } = await this.#search.find(query);
      const items = await this.#summaries(ids);
      return { items, total, ...(isCapped && { isTotalCapped: true }), page, pageSize };
    });
  }

  /** Each owner once, best first: present before former, sure before likely. */
  async #owners(number: string): Promise<readonly Owner[]> {
    const keys = candidates(number, this.#deps.numberFormat);
    if (keys.length === 0) return [];
    const local = openLocalNumber(number, this.#deps.numberFormat);
    const sure = await this.#deps.dataSource.query<Owner[]>(OWNERS_OF_NUMBER, [keys, MOST_PLACES]);
    const likely =
      local === null
        ? []
        : await this.#deps.dataSource.query<Owner[]>(OWNERS_OF_LOCAL_NUMBER, [
            local,
            MOST_PLACES,
            piecesOf(local),
          ]);
    const owners = new Map<string, Owner>();
    for (const owner of [...sure, ...likely.map((one) => ({ ...one, place: 0 }))]) {
      if (!owners.has(owner.customer_id)) owners.set(owner.customer_id, owner);
    }
    return [...owners.values()];
  }

  /** In the order of the ids. */
  async #summaries(ids: readonly string[]): Promise<CustomerSummary[]> {
    if (ids.length === 0) return [];
    const rows = await this.#deps.dataSource.query<SummaryRow[]>(SUMMARIES, [ids]);
    return rows.map(toSummary);
  }
}

/** $1 = ids. Numbers with their digits, in the order they have on the card. */
const SUMMARIES = `
  SELECT customer_id, name, kind,
    ARRAY(SELECT ARRAY[digits, as_written] FROM customer_phones AS phone
      WHERE phone.customer_id = wanted.customer_id ORDER BY position, phone_id) AS phones,
    ARRAY(SELECT ARRAY[digits, number] FROM lines AS line
      WHERE line.customer_id = wanted.customer_id AND digits IS NOT NULL AND line.kind <> 'broadband'
        AND status <> 'closed' ORDER BY position, line_id) AS lines
  FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted (customer_id, place) JOIN customers USING (customer_id)
  ORDER BY place`;

interface SummaryRow {
  readonly customer_id: string;
  readonly name: string;
  readonly kind: CustomerSummary['kind'];
  readonly phones: readonly [digits: string, asWritten: string][];
  readonly lines: readonly [digits: string, number: string][];
}

/** Contact numbers first, then lines one can call that are not among them. */
function toSummary({ customer_id: customerId, name, kind, phones, lines }: SummaryRow): CustomerSummary {
  const numbers = new Map(phones);
  for (const [digits, number] of lines) if (!numbers.has(digits)) numbers.set(digits, number);
  return { customerId, name, kind, numbers: [...numbers.values()] };
}
