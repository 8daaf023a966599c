import type { CallId, CustomerId } from '../contract/ids';
import type { PayableBill } from './pay-by-card';

/** A bill, and who owes it. */
export interface Debt extends PayableBill {
  readonly customerId: CustomerId;
}

/** The bill a campaign calls about in this call; null: it is about none that is in our own database. */
export type DebtOfCall = (callId: CallId) => Promise<Debt | null>;

export interface Debts {
  /** A bill, whoever owes it; null: there is none. */
  debt(billId: string): Promise<Debt | null>;
}
