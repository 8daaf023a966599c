/**
 * How a caller's bill is paid: a prepaid card, or whatever else a connector knows. The connector moves the money;
 * the payment's record is ours (payments.service.ts).
 *
 *   charge ──► accepted | declined | pending          throws: the result is not known
 *                                     │                          │
 *                                     └──── find(paymentId) ◄────┘   until it says accepted, declined or null
 *
 * Amounts are in the smallest unit of the currency (fen, cents), whole numbers above 0.
 */
import type { AccountRef, BillKind } from '../crm/business-system';

export interface PaymentConnector {
  /**
   * Charges once per `paymentId`, however often it is called: repeated, it answers as the first time and moves no
   * money again.
   * @throws OperationalError('payment-away') when nobody answered in time; whether it was charged is then unknown
   */
  charge(request: ChargeRequest): Promise<ChargeResult>;
  /**
   * What has become of a payment; null when it never arrived, so that nothing was charged and nothing will be.
   * @throws OperationalError('payment-away')
   */
  find(paymentId: string): Promise<ChargeResult | null>;
}

export interface ChargeRequest {
  readonly paymentId: string;
  readonly account: AccountRef;
  readonly billId: string;
  readonly billKind: BillKind;
  readonly amount: number;
  readonly means: PaymentMeans;
}

/** A secret: it goes to the connector and nowhere else. */
export interface PaymentMeans {
  readonly prepaidCard: {
    readonly number: string;
    readonly password: string | null;
  };
}

export type ChargeResult =
  | { readonly state: 'accepted'; readonly reference: string | null }
  | { readonly state: 'declined'; readonly reason: DeclineReason }
  /** Taken, not decided yet: `find` will tell. */
  | { readonly state: 'pending' };

export const declineReasons = [
  'unknown-card',
  'wrong-password',
  'no-balance',
  'card-blocked',
  'refused',
] as const;
export type DeclineReason = (typeof declineReasons)[number];
