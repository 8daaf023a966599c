import type { ChargeResult, DeclineReason } from './payment';

export type PrepaidCardState = 'active' | 'blocked';

export interface PrepaidCardRecord {
  readonly cardId: string;
  readonly state: PrepaidCardState;
  /** null: the card has no password. */
  readonly passwordHash: string | null;
}

export interface LedgerCharge {
  readonly paymentId: string;
  readonly billId: string;
  /** In fen. */
  readonly amount: number;
}

export type LedgerResult = Exclude<ChargeResult, { state: 'pending' }>;

/**
 * Prepaid cards and what was taken from them. Every charge has one result, found again by its paymentId however
 * often it is asked for; money and result are written in one transaction.
 */
export interface PrepaidLedger {
  /** null: there is no such card. `numberDigest`: a keyed digest; the number itself is nowhere. */
  card(numberDigest: string): Promise<PrepaidCardRecord | null>;
  /** null: no such charge. */
  result(paymentId: string): Promise<LedgerResult | null>;
  /**
   * Takes the amount when the card is active and has it, else declines.
   * @throws UnexpectedError broken-invariant when the paymentId is known with another bill or amount; so do others
   */
  debit(charge: LedgerCharge, cardId: string): Promise<LedgerResult>;
  /** Without moving money. `cardId` null: there was no such card. */
  decline(charge: LedgerCharge, cardId: string | null, reason: DeclineReason): Promise<LedgerResult>;
  /** Declines, counts, and blocks the card at `limit` in a row. */
  declineWrongPassword(charge: LedgerCharge, cardId: string, limit: number): Promise<LedgerResult>;
  /** A new card, or nothing when its number is there. */
  issue(card: NewPrepaidCard): Promise<void>;
}

export interface NewPrepaidCard {
  readonly numberDigest: string;
  readonly lastFour: string;
  readonly passwordHash: string | null;
  /** In fen. */
  readonly balance: number;
}
