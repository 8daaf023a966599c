import type { RecordedPayment } from './business-system';

/**
 * Payments the business system must still be told of, and what became of telling it. Lasting (PostgreSQL): a row is
 * written before anybody tries, and is only ever moved on by an answer or by a person.
 *
 *   waiting ──► delivered            it took the payment
 *      │  ▲
 *      │  └── retry, by a person
 *      ├──► refused                  it understood and said no: a person must look
 *      │       └──► settled          that person has put it right by hand
 *      └──► waiting, later           it was away: growing pauses, without end
 *
 * Payments of one bill are told in the order they were made; the claim keeps two servers from telling one twice at
 * once. Told twice it may be all the same, after a crash: the receiver knows it by its paymentId.
 */
export const outboxStates = ['waiting', 'delivered', 'refused', 'settled'] as const;
export type OutboxState = (typeof outboxStates)[number];

export interface OutboxPayment extends RecordedPayment {
  readonly state: OutboxState;
  /** How often it was told. */
  readonly attempts: number;
  /** Unix ms. */
  readonly nextTryAt: number;
  /** Why the last try failed: no customer data. */
  readonly lastError: string | null;
  /** Unix ms; null until it is delivered. */
  readonly deliveredAt: number | null;
  /** Who put it right by hand, and how. */
  readonly note: string | null;
}

export interface PaymentOutbox {
  /**
   * Due at once. Nothing happens when it is there already.
   * @throws UnexpectedError broken-invariant when the id is there with another bill or amount
   */
  add(payment: RecordedPayment, now: number): Promise<void>;
  /** The oldest that is due, ours until `claimedUntil`; counts as an attempt. null: there is none. */
  claim(now: number, claimedUntil: number): Promise<OutboxPayment | null>;
  delivered(paymentId: string, at: number): Promise<void>;
  later(paymentId: string, nextTryAt: number, error: string): Promise<void>;
  refused(paymentId: string, error: string): Promise<void>;
  /**
   * What an answer asked for at this time (Unix ms) may not know of, by bill: payments that are not delivered, or
   * were delivered since.
   */
  unknownTo(billIds: readonly string[], askedAt: number): Promise<ReadonlyMap<string, number>>;
  list(query: OutboxQuery): Promise<{ readonly items: readonly OutboxPayment[]; readonly total: number }>;
  counts(): Promise<Readonly<Record<OutboxState, number>>>;
  /** By a person: due now. False when it neither waits nor was refused. */
  retry(paymentId: string, now: number): Promise<boolean>;
  /** By a person, of a refused one. False when it was not. */
  settle(paymentId: string, note: string): Promise<boolean>;
}

export interface OutboxQuery {
  readonly state?: OutboxState | undefined;
  readonly page: number;
  readonly pageSize: number;
}
