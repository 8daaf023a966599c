import type { CustomerCard, CustomerQuery, CustomerSummary, Page } from '../contract/rest';
import type { CustomerId } from '../contract/ids';

export interface CustomerDirectory {
  /** Customers who own this number, in any of the ways people and trunks write it; best match first, at most 10. */
  findByNumber(number: string): Promise<readonly CustomerSummary[]>;
  /** null when there is no such customer. Recent calls: the newest ten. */
  card(customerId: CustomerId): Promise<CustomerCard | null>;
  /** By number, name or contract number. */
  search(query: CustomerQuery): Promise<Page<CustomerSummary>>;
}
