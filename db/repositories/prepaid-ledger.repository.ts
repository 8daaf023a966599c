import type { DataSource, EntityManager } from 'typeorm';
import { UnexpectedError } from '../../server/errors';
import { declineReasons, type DeclineReason } from '../../server/selfservice/payment';
import type {
  LedgerCharge,
  LedgerResult,
  NewPrepaidCard,
  PrepaidCardRecord,
  PrepaidLedger,
} from '../../server/selfservice/prepaid-ledger';
import { withDatabaseErrors } from '../database-error';
import { PrepaidCard, PrepaidCharge } from '../entities';

export class PrepaidLedgerRepository implements PrepaidLedger {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  card(numberDigest: string): Promise<PrepaidCardRecord | null> {
    return withDatabaseErrors(async () => {
      const card = await this.#dataSource.manager.findOneBy(PrepaidCard, { numberDigest });
      return card && { cardId: card.cardId, state: card.state, passwordHash: card.passwordHash };
    });
  }

  result(paymentId: string): Promise<LedgerResult | null> {
    return withDatabaseErrors(async () => {
      const charge = await this.#dataSource.manager.findOneBy(PrepaidCharge, { paymentId });
      return charge && toResult(charge);
    });
  }

  debit(charge: LedgerCharge, cardId: string): Promise<LedgerResult> {
    return this.#once(charge, cardId, async (manager) => {
      const [taken] = await manager.query<[unknown[], number]>(
        `UPDATE prepaid_cards SET balance = balance - $2, wrong_passwords = 0
         WHERE card_id = $1 AND state = 'active' AND balance >= $2 RETURNING card_id`,
        [cardId, charge.amount],
      );
      if (taken.length > 0) return null;
      const card = await manager.findOneBy(PrepaidCard, { cardId });
      return card?.state === 'active' ? 'no-balance' : 'card-blocked';
    });
  }

  decline(charge: LedgerCharge, cardId: string | null, reason: DeclineReason): Promise<LedgerResult> {
    return this.#once(charge, cardId, () => Promise.resolve(reason));
  }

  declineWrongPassword(charge: LedgerCharge, cardId: string, limit: number): Promise<LedgerResult> {
    return this.#once(charge, cardId, async (manager) => {
      await manager.query(
        `UPDATE prepaid_cards SET wrong_passwords = wrong_passwords + 1,
           state = CASE WHEN wrong_passwords + 1 >= $2 THEN 'blocked' ELSE state END
         WHERE card_id = $1`,
        [cardId, limit],
      );
      return 'wrong-password';
    });
  }

  async issue({ numberDigest, lastFour, passwordHash, balance }: NewPrepaidCard): Promise<void> {
    await withDatabaseErrors(() =>
      this.#dataSource.query(
        `INSERT INTO prepaid_cards (number_digest, last_four, password_hash, balance)
         VALUES ($1, $2, $3, $4) ON CONFLICT (number_digest) DO NOTHING`,
        [numberDigest, lastFour, passwordHash, balance],
      ),
    );
  }

  /**
   * The row of the charge is written first: a second one with its id waits for the first to be decided, then finds
   * its result. `decide` answers why it is declined, or null when the money was taken.
   */
  #once(
    { paymentId, billId, amount }: LedgerCharge,
    cardId: string | null,
    decide: (manager: EntityManager) => Promise<DeclineReason | null>,
  ): Promise<LedgerResult> {
    return withDatabaseErrors(() =>
      this.#dataSource.transaction(async (manager) => {
        const inserted = await manager.query<unknown[]>(
          `INSERT INTO prepaid_charges (payment_id, card_id, bill_id, amount, state)
           VALUES ($1, $2, $3, $4, 'accepted') ON CONFLICT (payment_id) DO NOTHING RETURNING payment_id`,
          [paymentId, cardId, billId, amount],
        );
        if (inserted.length > 0) {
          const reason = await decide(manager);
          if (reason !== null)
            await manager.update(PrepaidCharge, { paymentId }, { state: 'declined', reason });
        }
        const charge = await manager.findOneByOrFail(PrepaidCharge, { paymentId });
        if (charge.billId !== billId || Number(charge.amount) !== amount)
          throw new UnexpectedError('broken-invariant', 'A payment id was used for two payments.', {
            details: { paymentId },
          });
        return toResult(charge);
      }),
    );
  }
}

function toResult(charge: PrepaidCharge): LedgerResult {
  if (charge.state === 'accepted') return { state: 'accepted', reference: charge.paymentId };
  const reason = declineReasons.find((known) => known === charge.reason) ?? 'refused';
  return { state: 'declined', reason };
}
