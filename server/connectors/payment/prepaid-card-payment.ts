import type { PasswordHasher } from '../../auth';
import { AppError, OperationalError } from '../../errors';
import type { SecretBox } from '../../secrets';
import type { ChargeRequest, ChargeResult, PaymentConnector } from '../../selfservice/payment';
import type { PrepaidLedger } from '../../selfservice/prepaid-ledger';

interface PrepaidCardDeps {
  readonly ledger: PrepaidLedger;
  /** Its digest stands for a card's number: without the installation's key a number cannot be looked for. */
  readonly box: Pick<SecretBox, 'digest'>;
  readonly passwords: PasswordHasher;
}

/** A card is blocked by these many wrong passwords in a row, over all calls. */
const MOST_WRONG_PASSWORDS = 5;

/** Prepaid cards in our own ledger. */
export class PrepaidCardPayment implements PaymentConnector {
  readonly #deps: PrepaidCardDeps;

  constructor(deps: PrepaidCardDeps) {
    this.#deps = deps;
  }

  charge({ paymentId, billId, amount, means }: ChargeRequest): Promise<ChargeResult> {
    return withPaymentErrors(async () => {
      const { ledger, box, passwords } = this.#deps;
      const charge = { paymentId, billId, amount };
      // A repeated charge must not count as another guess of the password; debit checks the rest of it.
      const before = await ledger.result(paymentId);
      if (before !== null) return ledger.decline(charge, null, 'refused');
      const { number, password } = means.prepaidCard;
      const card = await ledger.card(cardDigest(box, number));
      if (card === null) {
        await passwords.verifyNobody(password ?? '');
        return ledger.decline(charge, null, 'unknown-card');
      }
      if (card.state === 'blocked') return ledger.decline(charge, card.cardId, 'card-blocked');
      if (card.passwordHash !== null && !(await passwords.verify(card.passwordHash, password ?? ''))) {
        return ledger.declineWrongPassword(charge, card.cardId, MOST_WRONG_PASSWORDS);
      }
      return ledger.debit(charge, card.cardId);
    });
  }

  find(paymentId: string): Promise<ChargeResult | null> {
    return withPaymentErrors(() => this.#deps.ledger.result(paymentId));
  }
}

/** People read card numbers in groups. */
export const cardDigest = (box: Pick<SecretBox, 'digest'>, number: string): string =>
  box.digest(number.replace(/[\s-]/g, ''));

/** The ledger's own faults in the words of the port. */
async function withPaymentErrors<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'database-unavailable') throw error;
    throw new OperationalError('payment-away', 'The card ledger cannot be reached now.', { cause: error });
  }
}
