import type {
  AccountRef,
  Bill,
  BusinessContract,
  BusinessLine,
  BusinessSystem,
  OrderQuestion,
  RecordedPayment,
  ServiceOrder,
} from '../crm/business-system';
import type { OutboxPayment, PaymentOutbox } from '../crm/payment-outbox';
import { OperationalError } from '../errors';
import type { Logger } from '../logging';
import type { LastingJobs } from '../scheduling/lasting-jobs';
import {
  defaultDelivery,
  OutboxDelivery,
  type DeliverySettings,
  type Outbox,
} from '../scheduling/outbox-delivery';
import { createCircuit, type Circuit, type CircuitSettings, type CircuitState } from './circuit';
import { ReadCache, type CacheSettings, type ReadSource } from './read-cache';

export interface ResilientDeps {
  /** The one that may be slow, wrong or away. */
  readonly system: BusinessSystem;
  readonly outbox: PaymentOutbox;
  readonly jobs: Pick<LastingJobs, 'handle' | 'plan'>;
  readonly settings: {
    readonly circuit: Omit<CircuitSettings, 'away' | 'isAnswer' | 'onState'>;
    readonly cache: CacheSettings;
    readonly delivery?: DeliverySettings;
  };
  readonly now: () => number;
  /** For the figures. */
  readonly onRead?: (operation: string, source: ReadSource) => void;
  readonly logger: Logger;
}

/**
 * Makes an unreliable business system bearable:
 *
 *   question ──► fresh answer? ──► circuit ──► system      away? ──► an older answer ──► 'business-system-away'
 *   payment  ──► outbox, at once done       delivery ──► circuit ──► system, again and again
 *
 * A bill shows what was paid here even when the answer is older than the payment, or the system does not know of it
 * yet: nobody is asked to pay twice. Shown too much paid it may be, for a moment, when the system knows already.
 */
export class ResilientBusinessSystem implements BusinessSystem {
  readonly #deps: ResilientDeps;
  readonly #circuit: Circuit;
  readonly #cache: ReadCache;
  readonly #delivery: OutboxDelivery<ToldPayment>;

  constructor(deps: ResilientDeps) {
    const { settings, logger, now, outbox, jobs } = deps;
    this.#deps = deps;
    this.#circuit = createCircuit({
      ...settings.circuit,
      away: businessSystemAway,
      isAnswer: (error) => !isAway(error),
      onState: (state) => logStateOf(logger, settings.circuit.name, state),
    });
    const onRead = deps.onRead ?? (() => undefined);
    this.#cache = new ReadCache({ settings: settings.cache, now, isAway, onRead });
    this.#delivery = new OutboxDelivery({
      name: 'payment',
      outbox: toOutbox(outbox),
      tell: ({ paymentId, billId, amount, at }) =>
        this.#circuit.run(() => deps.system.recordPayment({ paymentId, billId, amount, at })),
      isAway: () => this.#circuit.state() === 'open',
      jobs,
      settings: settings.delivery ?? defaultDelivery,
      now,
      logger,
    });
  }

  async findLine(number: string): Promise<BusinessLine | null> {
    return (await this.#read('findLine', number, (system) => system.findLine(number))).value;
  }

  async findContract(contractNumber: string): Promise<BusinessContract | null> {
    const read = this.#read('findContract', contractNumber, (system) => system.findContract(contractNumber));
    return (await read).value;
  }

  async bill(account: AccountRef, month: string): Promise<Bill | null> {
    const question = [account.kind, account.number, month];
    const { value, askedAt } = await this.#read('bill', question, (system) => system.bill(account, month));
    if (value === null) return null;
    return withPayment(value, await this.#deps.outbox.unknownTo([value.billId], askedAt));
  }

  async unpaidBills(account: AccountRef): Promise<readonly Bill[]> {
    const question = [account.kind, account.number];
    const read = this.#read('unpaidBills', question, (system) => system.unpaidBills(account));
    const { value, askedAt } = await read;
    if (value.length === 0) return value;
    const paid = await this.#deps.outbox.unknownTo(
      value.map((bill) => bill.billId),
      askedAt,
    );
    return value.map((bill) => withPayment(bill, paid)).filter((bill) => bill.status !== 'paid');
  }

  async orders(by: OrderQuestion): Promise<readonly ServiceOrder[]> {
    return (await this.#read('orders', by, (system) => system.orders(by))).value;
  }

  /** Done when it stands in the outbox: from then on it is told to the system, whatever is restarted or away. */
  async recordPayment(payment: RecordedPayment): Promise<void> {
    await this.#deps.outbox.add(payment, this.#deps.now());
    this.tellNow();
  }

  /** What is due is told at once, not at the next look. */
  tellNow(): void {
    this.#delivery.wake();
  }

  /** To be called now and then, and once more to wait for the running tries. */
  deliverDue(): Promise<void> {
    return this.#delivery.deliverDue();
  }

  health(): { readonly circuit: CircuitState; readonly inFlight: number; readonly cached: number } {
    return {
      circuit: this.#circuit.state(),
      inFlight: this.#circuit.inFlight(),
      cached: this.#cache.size(),
    };
  }

  /** No more questions; what is kept of answers is forgotten. */
  close(): void {
    this.#circuit.close();
    this.#cache.clear();
  }

  #read<Value>(operation: string, question: unknown, ask: (system: BusinessSystem) => Promise<Value>) {
    return this.#cache.read(operation, question, () => this.#circuit.run(() => ask(this.#deps.system)));
  }
}

type ToldPayment = OutboxPayment & { readonly id: string };

const toOutbox = (outbox: PaymentOutbox): Outbox<ToldPayment> => ({
  claim: async (now, claimedUntil) => {
    const payment = await outbox.claim(now, claimedUntil);
    return payment && { ...payment, id: payment.paymentId };
  },
  taken: ({ id }, _answer, at) => outbox.delivered(id, at),
  later: ({ id }, nextTryAt, reason) => outbox.later(id, nextTryAt, reason),
  refused: ({ id }, reason) => outbox.refused(id, reason),
});

const businessSystemAway = (reason: string): OperationalError =>
  new OperationalError('business-system-away', `The business system cannot answer now: ${reason}.`, {
    details: { reason },
  });

/** Refusals are answers; so is an error of our own making, which no older answer may hide. */
const isAway = (error: unknown): boolean => error instanceof OperationalError && error.retryable;

function withPayment(bill: Bill, paidHere: ReadonlyMap<string, number>): Bill {
  const more = paidHere.get(bill.billId);
  if (more === undefined || bill.status === 'paid') return bill;
  const paid = Math.min(bill.amount, bill.paid + more);
  return { ...bill, paid, status: paid >= bill.amount ? 'paid' : bill.status };
}

function logStateOf(logger: Logger, system: string, state: CircuitState): void {
  if (state === 'open') logger.warn({ system }, 'circuit open: the system is not asked for a while');
  else logger.info({ system, state }, 'circuit changed');
}
