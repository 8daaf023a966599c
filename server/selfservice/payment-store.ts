import type { AccountRef, BillKind } from '../crm/business-system';
import type { Page, PageQuery } from './page';
import type { ChargeResult } from './payment';

/**
 * A payment's states; accepted and declined are final.
 *
 *   started ──► accepted | declined
 *      │             ▲
 *      ├──► pending ─┤   taken by the connector, decided later
 *      └──► unknown ─┘   nobody answered: asked again until somebody does
 */
export const paymentStates = ['started', 'pending', 'unknown', 'accepted', 'declined'] as const;
export type PaymentState = (typeof paymentStates)[number];

export interface Payment {
  readonly paymentId: string;
  readonly state: PaymentState;
  /** Why it was declined. */
  readonly reason: string | null;
  /** The connector's own number of it. */
  readonly reference: string | null;
  readonly account: AccountRef;
  readonly customerId: string | null;
  readonly billId: string;
  readonly billKind: BillKind;
  readonly amount: number;
  readonly callId: string | null;
  readonly callerNumber: string;
  readonly startedAt: Date;
  readonly resolvedAt: Date | null;
  /** When the business system was told. */
  readonly recordedAt: Date | null;
}

export type NewPayment = Omit<Payment, 'state' | 'reason' | 'reference' | 'resolvedAt' | 'recordedAt'>;

export interface PaymentStore {
  get(paymentId: string): Promise<Payment | null>;
  /**
   * 'bill-taken': another payment of this bill is accepted or may still be; nobody pays a bill twice.
   * 'there': this very payment was begun before.
   */
  begin(payment: NewPayment): Promise<'begun' | 'there' | 'bill-taken'>;
  /**
   * Moves an open payment on. What is final stays, but for one: money that was moved is recorded even where we had
   * given the payment up. Answers with the payment as it now stands.
   */
  resolve(paymentId: string, result: ChargeResult | 'unknown', at: Date): Promise<Payment>;
  recorded(paymentId: string, at: Date): Promise<void>;
  /** Open ones begun before this, and accepted ones the business system does not know of; oldest first. */
  unfinished(startedBefore: Date, limit: number): Promise<readonly Payment[]>;
  list(query: PaymentQuery): Promise<Page<Payment>>;
}

export interface PaymentQuery extends PageQuery {
  readonly customerId?: string | undefined;
  readonly billId?: string | undefined;
  readonly state?: PaymentState | undefined;
}
