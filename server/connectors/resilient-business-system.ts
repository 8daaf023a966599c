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
import type { PaymentOutbox } from '../crm/payment-outbox';
import { OperationalError } from '../errors';
import type { Logger } from '../logging';
import { createCircuit, type Circuit, type CircuitSettings, type CircuitState } from './circuit';
import { defaultDelivery, PaymentDelivery, type DeliverySettings } from './payment-delivery';
import { ReadCache, type CacheSettings, type ReadSource } from './read-cache';

export interface ResilientDeps {
  /** The one that may be slow, wrong or away. */
  readonly system: BusinessSystem;
  readonly outbox: PaymentOutbox;
  readonly settings: {
    readonly circuit: Omit<CircuitSettings, 'isAnswer' | 'onState'>;
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
  readonly #delivery: PaymentDelivery;

  constructor(deps: ResilientDeps) {
    const { settings, logger, now, outbox } = deps;
    this.#deps = deps;
    this.#circuit = createCircuit({
      ...settings.circuit,
      isAnswer: (error) => !isAway(error),
      onState: (state) => logStateOf(logger, settings.circuit.name, state),
    });
    const onRead = deps.onRead ?? (() => undefined);
    this.#cache = new ReadCache({ settings: settings.cache, now, isAway, onRead });
    this.#delivery = new PaymentDelivery({
      outbox,
      tell: (payment) => this.#circuit.run(() => deps.system.recordPayment(payment)),
      isAway: () => this.#circuit.state() === 'open',
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
    this.deliverDue().catch((error: unknown) => {
      this.#deps.logger.warn({ err: error }, 'payments are told to the business system later');
    });
  }

  /** To be called every second or so, and once more to wait for the running tries. */
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
