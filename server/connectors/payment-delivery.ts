import type { RecordedPayment } from '../crm/business-system';
import type { OutboxPayment, PaymentOutbox } from '../crm/payment-outbox';
import { describeError, OperationalError } from '../errors';
import type { Logger } from '../logging';

export interface DeliverySettings {
  /** Pause after the first failed try, ms; doubled each time. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  /** Longer than any try takes, ms: after it another server may take the payment over. */
  readonly claimMs: number;
  /** Tries at once. */
  readonly atOnce: number;
}

export const defaultDelivery: DeliverySettings = {
  firstPauseMs: 1000,
  longestPauseMs: 600_000,
  claimMs: 120_000,
  atOnce: 2,
};

interface DeliveryDeps {
  readonly outbox: PaymentOutbox;
  /** Tells the system; throws an OperationalError that is not retryable when it said no. */
  readonly tell: (payment: RecordedPayment) => Promise<void>;
  /** Not worth trying now: nothing is claimed, so that no pause grows for it. */
  readonly isAway: () => boolean;
  readonly settings: DeliverySettings;
  readonly now: () => number;
  readonly logger: Logger;
}

/** Tells the business system what was paid, until it has taken it. */
export class PaymentDelivery {
  readonly #deps: DeliveryDeps;
  #running: Promise<void> | null = null;
  #again = false;

  constructor(deps: DeliveryDeps) {
    this.#deps = deps;
  }

  /** All that are due now. Called while it runs, it looks once more at the end. */
  deliverDue(): Promise<void> {
    this.#again = this.#running !== null;
    this.#running ??= this.#rounds().finally(() => (this.#running = null));
    return this.#running;
  }

  async #rounds(): Promise<void> {
    do {
      this.#again = false;
      await Promise.all(Array.from({ length: this.#deps.settings.atOnce }, () => this.#oneAfterAnother()));
      // Set meanwhile by somebody who added one; the type checker cannot see that.
    } while (this.#again as boolean);
  }

  async #oneAfterAnother(): Promise<void> {
    const { outbox, now, settings, isAway } = this.#deps;
    while (!isAway()) {
      const payment = await outbox.claim(now(), now() + settings.claimMs);
      if (payment === null) return;
      await this.#deliver(payment);
    }
  }

  async #deliver(payment: OutboxPayment): Promise<void> {
    const { outbox, tell, now, logger } = this.#deps;
    const { paymentId, billId, amount, at } = payment;
    try {
      await tell({ paymentId, billId, amount, at });
      await outbox.delivered(paymentId, now());
      logger.info({ paymentId, attempt: payment.attempts }, 'business system knows of the payment');
    } catch (error) {
      const reason = describeError(error).slice(0, 300);
      if (error instanceof OperationalError && !error.retryable) {
        logger.error({ paymentId, reason }, 'business system refuses a payment: somebody must look');
        await outbox.refused(paymentId, reason);
        return;
      }
      logger.warn({ paymentId, attempt: payment.attempts, reason }, 'business system not told yet');
      await outbox.later(paymentId, now() + this.#pause(payment.attempts), reason);
    }
  }

  /** Spread a little, so that many do not come back at the same moment. */
  #pause(attempts: number): number {
    const { firstPauseMs, longestPauseMs } = this.#deps.settings;
    const doubled = firstPauseMs * 2 ** Math.min(attempts - 1, 30);
    return Math.min(doubled, longestPauseMs) * (0.8 + 0.4 * Math.random());
  }
}
