/**
 * The telecom's business system (the "97" system): who has which line, what is owed, how far an order is. Either
 * our own database, or an external system over HTTP (server/connectors). Every method throws
 * OperationalError('business-system-away') when it cannot answer now; a caller is then handed to an agent.
 *
 * Money is in the smallest unit of the currency (fen, cents), whole numbers. Months are 'YYYY-MM', days 'YYYY-MM-DD'.
 */
export interface BusinessSystem {
  /** A line by its number in any usual form; null when nobody has it. */
  findLine(number: string): Promise<BusinessLine | null>;
  findContract(contractNumber: string): Promise<BusinessContract | null>;
  /** The bill of one month; null when there is none (yet). */
  bill(account: AccountRef, month: string): Promise<Bill | null>;
  /** Oldest first. */
  unpaidBills(account: AccountRef): Promise<readonly Bill[]>;
  /** By serial, order or phone number; newest first, at most 10. */
  orders(by: OrderQuestion): Promise<readonly ServiceOrder[]>;
  /** Marks a bill as paid. Safe to repeat with the same paymentId. */
  recordPayment(payment: RecordedPayment): Promise<void>;
}

export interface AccountRef {
  readonly kind: 'line' | 'contract';
  /** A line's number in E.164 without '+', or as digits when it has none; a contract's number as written. */
  readonly number: string;
}

export interface BusinessLine {
  readonly number: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly contractNumber: string | null;
  readonly kind: 'fixed' | 'mobile' | 'broadband';
  readonly status: 'active' | 'suspended' | 'closed';
  readonly features: readonly string[];
  readonly areaCode: string | null;
}

export interface BusinessContract {
  readonly contractNumber: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly lineNumbers: readonly string[];
}

export const billKinds = ['telephone', 'water', 'electricity', 'gas'] as const;
export type BillKind = (typeof billKinds)[number];

export interface Bill {
  readonly billId: string;
  readonly kind: BillKind;
  readonly month: string;
  readonly amount: number;
  readonly paid: number;
  readonly dueDate: string;
  readonly status: 'open' | 'paid' | 'overdue';
}

export type OrderQuestion =
  { readonly serial: string } | { readonly orderNumber: string } | { readonly number: string };

export interface ServiceOrder {
  readonly orderNumber: string;
  readonly serial: string | null;
  readonly type: string;
  /** A stage by its code; how it is said stands in the pack. */
  readonly stage: string;
  readonly promisedDate: string | null;
  readonly lineNumber: string | null;
}

export interface RecordedPayment {
  readonly paymentId: string;
  readonly billId: string;
  readonly amount: number;
  /** Unix ms. */
  readonly at: number;
}
