import type { CallHistory } from '../../server/calls/call-history';
import type { NumberMatch } from '../../server/contract/crm';
import type {
  CallDetail,
  CallQuery,
  CallSummary,
  CustomerCard,
  CustomerQuery,
  CustomerSummary,
  DispositionView,
  Page,
} from '../../server/contract/rest';
import type { CustomerDirectory } from '../../server/crm/customer-directory';

export class InMemoryCallHistory implements CallHistory {
  constructor(
    readonly calls: CallDetail[] = [],
    readonly codes: DispositionView[] = [],
  ) {}

  list({ page, pageSize, customerId, agentId }: CallQuery): Promise<Page<CallSummary>> {
    const found = this.calls.filter(
      (call) =>
        (customerId === undefined || call.customerId === customerId) &&
        (agentId === undefined || call.agentId === agentId),
    );
    return Promise.resolve(pageOf(found, page, pageSize));
  }

  get(callId: string): Promise<CallDetail | null> {
    return Promise.resolve(this.calls.find((call) => call.callId === callId) ?? null);
  }

  dispositions(): Promise<readonly DispositionView[]> {
    return Promise.resolve(this.codes);
  }
}

export class InMemoryCustomerDirectory implements CustomerDirectory {
  constructor(readonly cards: CustomerCard[] = []) {}

  findByNumber(number: string): Promise<readonly CustomerSummary[]> {
    return Promise.resolve(this.cards.filter((card) => card.numbers.includes(number)));
  }

  async matchNumber(number: string): Promise<readonly NumberMatch[]> {
    const found = await this.findByNumber(number);
    return found.map((customer) => ({
      ...customer,
      reason: 'contact',
      matchedNumber: number,
      certainty: 'exact',
    }));
  }

  card(customerId: string): Promise<CustomerCard | null> {
    return Promise.resolve(this.cards.find((card) => card.customerId === customerId) ?? null);
  }

  names(customerIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const known = this.cards.filter(({ customerId }) => customerIds.includes(customerId));
    return Promise.resolve(new Map(known.map(({ customerId, name }) => [customerId, name])));
  }

  search({ search, page, pageSize }: CustomerQuery): Promise<Page<CustomerSummary>> {
    const found = this.cards.filter((card) => card.name.includes(search));
    return Promise.resolve(pageOf(found, page, pageSize));
  }
}

function pageOf<Item>(items: Item[], page: number, pageSize: number): Page<Item> {
  const from = (page - 1) * pageSize;
  return { items: items.slice(from, from + pageSize), total: items.length, page, pageSize };
}
