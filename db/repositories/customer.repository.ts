import { In, type DataSource } from 'typeorm';
import type { NumberMatch } from '../../server/contract/crm';
import type { CustomerId } from '../../server/contract/ids';
import type { CustomerCard, CustomerQuery, CustomerSummary, Page } from '../../server/contract/rest';
import type { CustomerDirectory } from '../../server/crm/customer-directory';
import { candidates, openLocalNumber, type NumberFormat } from '../../server/crm/number-matching';
import { withDatabaseErrors } from '../database-error';
import { Customer, CustomerPhone, Line } from '../entities';
import { groupBy } from '../group-by';
import { isUuid } from '../projection/event-fields';
import type { CustomerCards } from './customer-cards';
import { CustomerSearch } from './customer-search';
import { OWNERS_OF_LOCAL_NUMBER, OWNERS_OF_NUMBER } from './customer-search-queries';
import { escapeLike } from './like-pattern';

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
            escapeLike(local),
            MOST_PLACES,
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
    const { manager } = this.#deps.dataSource;
    const where = { customerId: In([...ids]) };
    const order = { position: 'ASC' } as const;
    const [found, phoneRows, lineRows] = await Promise.all([
      manager.findBy(Customer, where),
      manager.find(CustomerPhone, { where, order }),
      manager.find(Line, { where, order }),
    ]);
    const customers = new Map(found.map((one) => [one.customerId, one]));
    const phones = groupBy(phoneRows, (phone) => phone.customerId);
    const lines = groupBy(lineRows, (line) => line.customerId);
    return ids.flatMap((id) => {
      const customer = customers.get(id);
      return customer ? [toSummary(customer, phones.get(id) ?? [], lines.get(id) ?? [])] : [];
    });
  }
}

/** Contact numbers first, then lines one can call that are not among them. */
function toSummary(
  customer: Customer,
  phones: readonly CustomerPhone[],
  lines: readonly Line[],
): CustomerSummary {
  const numbers = new Map(phones.map((phone) => [phone.digits, phone.asWritten]));
  for (const line of lines) {
    if (line.digits === null || line.kind === 'broadband' || line.status === 'closed') continue;
    if (!numbers.has(line.digits)) numbers.set(line.digits, line.number);
  }
  return {
    customerId: customer.customerId,
    name: customer.name,
    kind: customer.kind,
    numbers: [...numbers.values()],
  };
}
