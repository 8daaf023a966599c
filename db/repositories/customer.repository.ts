import { In, type DataSource } from 'typeorm';
import type { CustomerId } from '../../server/contract/ids';
import type {
  CallSummary,
  CustomerCard,
  CustomerQuery,
  CustomerSummary,
  Page,
} from '../../server/contract/rest';
import type { CustomerDirectory } from '../../server/crm/customer-directory';
import { candidates, searchDigits, type NumberFormat } from '../../server/crm/number-matching';
import { withDatabaseErrors } from '../database-error';
import { Customer, CustomerPhone, Line } from '../entities';
import { groupBy } from '../group-by';
import { isUuid } from '../projection/event-fields';
import { cleanText } from '../projection/stored-event';
import { OWNERS_OF_NUMBER, SEARCH_COUNT, SEARCH_PAGE } from './customer-queries';
import { containsPattern } from './like-pattern';

const MOST_OWNERS = 10;
const RECENT_CALLS = 10;
/** "1" would be in every number. */
const FEWEST_DIGITS = 3;

interface CustomerDirectoryDeps {
  readonly dataSource: DataSource;
  readonly numberFormat: NumberFormat;
  readonly recentCalls: (customerId: CustomerId, limit: number) => Promise<CallSummary[]>;
}

export class CustomerRepository implements CustomerDirectory {
  readonly #deps: CustomerDirectoryDeps;

  constructor(deps: CustomerDirectoryDeps) {
    this.#deps = deps;
  }

  async findByNumber(number: string): Promise<readonly CustomerSummary[]> {
    const keys = candidates(number, this.#deps.numberFormat);
    if (keys.length === 0) return [];
    return withDatabaseErrors(async () => {
      const rows = await this.#deps.dataSource.query<{ customer_id: string }[]>(OWNERS_OF_NUMBER, [
        keys,
        MOST_OWNERS,
      ]);
      return this.#summaries(rows.map((row) => row.customer_id));
    });
  }

  async card(customerId: CustomerId): Promise<CustomerCard | null> {
    if (!isUuid(customerId)) return null;
    return withDatabaseErrors(async () => {
      const { manager } = this.#deps.dataSource;
      const [summary] = await this.#summaries([customerId.toLowerCase()]);
      const customer = await manager.findOneBy(Customer, { customerId });
      if (!summary || !customer) return null;
      const lines = await manager.find(Line, {
        where: { customerId },
        order: { position: 'ASC', number: 'ASC' },
      });
      return {
        ...summary,
        address: customer.address,
        contractNumber: customer.contractNumber,
        notes: customer.notes,
        lines: lines.map(({ number, kind, status, address }) => ({ number, kind, status, address })),
        recentCalls: await this.#deps.recentCalls(customerId, RECENT_CALLS),
      };
    });
  }

  /** Words of a name in any order, part of a contract number, or a number complete or in part. '' lists everybody. */
  search(query: CustomerQuery): Promise<Page<CustomerSummary>> {
    const { page, pageSize } = query;
    const terms = this.#terms(cleanText(query.search).trim());
    return withDatabaseErrors(async () => {
      const rows = await this.#deps.dataSource.query<{ customer_id: string; total: number }[]>(SEARCH_PAGE, [
        ...terms.filters,
        terms.text,
        pageSize,
        (page - 1) * pageSize,
      ]);
      const total = rows[0]?.total ?? (page === 1 ? 0 : await this.#count(terms.filters));
      return { items: await this.#summaries(rows.map((row) => row.customer_id)), total, page, pageSize };
    });
  }

  async #count(filters: unknown[]): Promise<number> {
    const [counted] = await this.#deps.dataSource.query<{ total: number }[]>(SEARCH_COUNT, filters);
    return counted?.total ?? 0;
  }

  #terms(text: string): { text: string; filters: unknown[] } {
    const words = text.split(/\s+/).filter((word) => word !== '');
    const digits = searchDigits(text, this.#deps.numberFormat);
    const partOfNumber = digits !== null && digits.length >= FEWEST_DIGITS ? containsPattern(digits) : null;
    const keys = candidates(text, this.#deps.numberFormat);
    return { text, filters: [words.map(containsPattern), containsPattern(text), partOfNumber, keys] };
  }

  /** In the order of the ids. */
  async #summaries(ids: readonly string[]): Promise<CustomerSummary[]> {
    if (ids.length === 0) return [];
    const { manager } = this.#deps.dataSource;
    const where = { customerId: In([...ids]) };
    const customers = new Map((await manager.findBy(Customer, where)).map((one) => [one.customerId, one]));
    const order = { position: 'ASC' } as const;
    const phones = groupBy(await manager.find(CustomerPhone, { where, order }), (phone) => phone.customerId);
    const lines = groupBy(await manager.find(Line, { where, order }), (line) => line.customerId);
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
