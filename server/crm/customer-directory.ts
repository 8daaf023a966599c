import type { CustomerId } from '../contract/ids';
import type { NumberMatch } from '../contract/crm';
import type { CustomerCard, CustomerQuery, CustomerSummary, Page } from '../contract/rest';

export interface CustomerDirectory {
  /** Customers who own this number, in any of the ways people and trunks write it; best match first, at most 10. */
  findByNumber(number: string): Promise<readonly CustomerSummary[]>;
  /** The same, each with the reason it was found; at most 50. */
  matchNumber(number: string): Promise<readonly NumberMatch[]>;
  /** null when there is no such customer. Recent calls: the newest ten. */
  card(customerId: CustomerId): Promise<CustomerCard | null>;
  /** By id, in one question, however many; who is gone is left out. */
  names(customerIds: readonly CustomerId[]): Promise<ReadonlyMap<string, string>>;
  /**
   * By number, name or contract number. A search finds 500 at most, a list counts to 10,000; `isTotalCapped` says
   * when there are more. @throws UserError('validation-failed') for a page beyond the 10,000th entry
   */
  search(query: CustomerQuery): Promise<Page<CustomerSummary>>;
}
