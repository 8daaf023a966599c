import type { BusinessSystem } from '../crm/business-system';
import { OperationalError } from '../errors';
import type { Logger } from '../logging';
import type { ChargeResult, PaymentConnector, PaymentMeans } from './payment';
import type { NewPayment, Payment, PaymentStore } from './payment-store';

interface Deps {
  readonly store: PaymentStore;
  readonly connector: PaymentConnector;
  readonly business: Pick<BusinessSystem, 'recordPayment'>;
  readonly now: () => number;
  readonly logger: Logger;
}

export type PaymentOutcome = Payment | 'bill-taken';

/** Longer than any charge takes: a payment that is open after this has nobody working on it. */
const GRACE_MS = 60_000;
const AT_ONCE = 100;

/**
 * One row per payment, written before the money moves, so that whatever is lost in between is found again: asked a
 * second time with the same id it goes on where it was, and `reconcile` finds out about those nobody asks for.
 */
export class Payments {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** What became of a payment that was begun before; null when it was not. */
  async earlier(paymentId: string, means: PaymentMeans): Promise<Payment | null> {
    const payment = await this.#deps.store.get(paymentId);
    return payment && this.#goOn(payment, means);
  }

  async pay(payment: NewPayment, means: PaymentMeans): Promise<PaymentOutcome> {
    const begun = await this.#deps.store.begin(payment);
    if (begun === 'bill-taken') return 'bill-taken';
    if (begun === 'there') {
      const there = await this.earlier(payment.paymentId, means);
      if (there !== null) return there;
    }
    return this.#charge(payment, means);
  }

  /** Finds out about payments whose result was lost, and tells the business system what it does not know yet. */
  async reconcile(): Promise<void> {
    const before = new Date(this.#deps.now() - GRACE_MS);
    for (const payment of await this.#deps.store.unfinished(before, AT_ONCE)) {
      try {
        if (payment.state === 'accepted') await this.#record(payment);
        else await this.#findOut(payment);
      } catch (error) {
        if (!(error instanceof OperationalError)) throw error;
        this.#deps.logger.debug({ paymentId: payment.paymentId, code: error.code }, 'payment still open');
      }
    }
  }

  async #goOn(payment: Payment, means: PaymentMeans): Promise<Payment> {
    if (payment.state === 'accepted' || payment.state === 'declined') return payment;
    try {
      const found = await this.#deps.connector.find(payment.paymentId);
      if (found !== null) return await this.#resolved(payment.paymentId, found);
    } catch (error) {
      if (!(error instanceof OperationalError)) throw error;
      return this.#resolved(payment.paymentId, 'unknown');
    }
    return this.#charge(payment, means);
  }

  async #charge(
    { paymentId, account, billId, billKind, amount }: NewPayment,
    means: PaymentMeans,
  ): Promise<Payment> {
    let result: ChargeResult | 'unknown';
    try {
      result = await this.#deps.connector.charge({ paymentId, account, billId, billKind, amount, means });
    } catch (error) {
      if (!(error instanceof OperationalError)) throw error;
      this.#deps.logger.warn({ paymentId, code: error.code }, 'result of a payment unknown');
      result = 'unknown';
    }
    return this.#resolved(paymentId, result);
  }

  async #findOut({ paymentId }: Payment): Promise<void> {
    const found = await this.#deps.connector.find(paymentId);
    await this.#resolved(paymentId, found ?? { state: 'declined', reason: 'refused' });
  }

  async #resolved(paymentId: string, result: ChargeResult | 'unknown'): Promise<Payment> {
    const payment = await this.#deps.store.resolve(paymentId, result, new Date(this.#deps.now()));
    if (payment.state === 'accepted' && payment.recordedAt === null) {
      try {
        await this.#record(payment);
      } catch (error) {
        if (!(error instanceof OperationalError)) throw error;
        this.#deps.logger.warn(
          { paymentId, code: error.code },
          'the business system hears of a payment later',
        );
      }
    }
    return payment;
  }

  async #record({ paymentId, billId, amount, resolvedAt }: Payment): Promise<void> {
    const at = resolvedAt?.getTime() ?? this.#deps.now();
    await this.#deps.business.recordPayment({ paymentId, billId, amount, at });
    await this.#deps.store.recorded(paymentId, new Date(this.#deps.now()));
  }
}
