import { Counter, Gauge, type Registry } from 'prom-client';
import { createPasswordHasher } from './auth';
import type { Env } from './config/env';
import { HttpBusinessSystem } from './connectors/business-system-http/http-business-system';
import { loadBusinessSystemFile } from './connectors/business-system-http/load-configuration';
import { circuitStates } from './connectors/circuit';
import { faultByCard, withPaymentFaults } from './connectors/payment/faulty-payment';
import { HttpPayment } from './connectors/payment/http-payment';
import { cardDigest, PrepaidCardPayment } from './connectors/payment/prepaid-card-payment';
import { ResilientBusinessSystem } from './connectors/resilient-business-system';
import type { BusinessSystem } from './crm/business-system';
import type { NumberFormat } from './crm/number-matching';
import { outboxStates, type PaymentOutbox } from './crm/payment-outbox';
import type { Route } from './http';
import { businessSystemRoutes } from './http/routes/business-system-routes';
import type { Logger } from './logging';
import { every } from './periodic';
import type { LastingJobs } from './scheduling/lasting-jobs';
import { createSecretBox } from './secrets';
import type { PaymentConnector } from './selfservice/payment';
import type { PrepaidLedger } from './selfservice/prepaid-ledger';

export interface ConnectorsInput {
  readonly env: Env;
  /** Our own database as a business system (BUSINESS_SYSTEM=own). */
  readonly ownBusinessSystem: BusinessSystem;
  readonly records: { readonly paymentOutbox: PaymentOutbox; readonly prepaidCards: PrepaidLedger };
  readonly jobs: Pick<LastingJobs, 'handle' | 'plan'>;
  readonly secretKey: string;
  readonly metrics: Registry;
  readonly logger: Logger;
}

export interface Connectors {
  readonly business: BusinessSystem;
  readonly payment: PaymentConnector;
  readonly routes: readonly Route[];
  /** Cards a test caller can pay with; nothing happens to those that are there. */
  seedDemoCards(): Promise<void>;
  /** Tells the business system what it does not know yet, from now on. Answers with the stop. */
  start(): () => Promise<void>;
}

/** Payments that no job looked for: it was lost, or the system was not asked at that time. */
const SWEEP_MS = 15_000;

/** The systems of others: who knows lines and bills, and who moves money. @throws UserError with what is wrong */
export function composeConnectors(input: ConnectorsInput): Connectors {
  const { env, ownBusinessSystem, records, logger } = input;
  const external = env.BUSINESS_SYSTEM === 'http' ? externalBusinessSystem(input) : null;
  return {
    business: external?.system ?? ownBusinessSystem,
    payment: paymentConnector(input),
    routes: businessSystemRoutes({
      view: async () => ({
        kind: env.BUSINESS_SYSTEM,
        name: external?.name ?? 'own',
        circuit: external?.system.health().circuit ?? null,
        payments: await records.paymentOutbox.counts(),
      }),
      outbox: records.paymentOutbox,
      onRetry: () => external?.system.tellNow(),
      now: Date.now,
    }),
    seedDemoCards: () => seedDemoCards(input),
    start: () => {
      if (external === null) return () => Promise.resolve();
      const { system } = external;
      const stop = every(SWEEP_MS, 'payments told', () => system.deliverDue(), logger);
      return async () => {
        await stop();
        system.close();
        // What is being told now gets its answer, or its claim runs out.
        await system.deliverDue().catch(() => undefined);
      };
    },
  };
}

function externalBusinessSystem(input: ConnectorsInput): {
  readonly name: string;
  readonly system: ResilientBusinessSystem;
} {
  const { env, records, jobs, metrics, logger } = input;
  const configuration = loadBusinessSystemFile(env.BUSINESS_SYSTEM_FILE ?? '');
  const { name, resilience, operations, timeoutMs } = configuration;
  const { atOnce, openAtPercent, leastQuestions, windowMs, retryAfterMs } = resilience;
  const { freshMs, staleMs, mostCached } = resilience;
  const numberFormat: NumberFormat = { region: env.NUMBER_REGION, areaCode: env.NUMBER_AREA_CODE ?? null };
  const slowest = Math.max(timeoutMs, ...Object.values(operations).map((each) => each?.timeoutMs ?? 0));
  const reads = new Counter({
    name: 'kiloline_business_system_reads_total',
    help: 'Questions to the business system: asked, or answered from memory (fresh, stale), or failed',
    labelNames: ['operation', 'source'],
    registers: [metrics],
  });
  const system = new ResilientBusinessSystem({
    system: new HttpBusinessSystem({
      configuration,
      secret: env.BUSINESS_SYSTEM_SECRET ?? null,
      numberFormat,
      logger,
    }),
    outbox: records.paymentOutbox,
    jobs,
    settings: {
      // A little longer than the requests' own time-outs, which say more.
      circuit: {
        name,
        timeoutMs: slowest + 500,
        ...{ atOnce, openAtPercent, leastQuestions, windowMs, retryAfterMs },
      },
      cache: { freshMs, staleMs, most: mostCached },
    },
    now: Date.now,
    onRead: (operation, source) => reads.inc({ operation, source }),
    logger,
  });
  addGauges(system, records.paymentOutbox, input);
  return { name, system };
}

function addGauges(
  system: ResilientBusinessSystem,
  outbox: PaymentOutbox,
  { metrics, logger }: ConnectorsInput,
): void {
  new Gauge({
    name: 'kiloline_business_system_circuit',
    help: '1 for the state the circuit is in',
    labelNames: ['state'],
    registers: [metrics],
    collect() {
      for (const state of circuitStates) this.set({ state }, state === system.health().circuit ? 1 : 0);
    },
  });
  new Gauge({
    name: 'kiloline_business_system_payments',
    help: 'Payments the business system was or must be told of, by state',
    labelNames: ['state'],
    registers: [metrics],
    async collect() {
      try {
        const counts = await outbox.counts();
        for (const state of outboxStates) this.set({ state }, counts[state]);
      } catch (error) {
        logger.warn({ metric: 'kiloline_business_system_payments', err: error }, 'figure not available');
      }
    },
  });
}

function paymentConnector({ env, records, secretKey, logger }: ConnectorsInput): PaymentConnector {
  if (env.PAYMENT === 'http')
    return new HttpPayment({
      url: env.PAYMENT_URL ?? '',
      secret: env.PAYMENT_SECRET ?? '',
      timeoutMs: env.PAYMENT_TIMEOUT_S * 1000,
      now: Date.now,
      logger,
    });
  const prepaid = new PrepaidCardPayment({
    ledger: records.prepaidCards,
    box: createSecretBox(secretKey, 'prepaid-card'),
    passwords: createPasswordHasher(),
  });
  return env.PAYMENT_FAULTS.size === 0
    ? prepaid
    : withPaymentFaults(prepaid, faultByCard(env.PAYMENT_FAULTS));
}

/** ¥1000.00, ¥10.00, and one without a password. docs/connectors.md names them. */
const DEMO_CARDS = [
  { number: '8600100020004001', password: '246810', balance: 100_000 },
  { number: '8600100020004002', password: '246810', balance: 1000 },
  { number: '8600100020004003', password: null, balance: 100_000 },
] as const;

async function seedDemoCards({ records, secretKey }: ConnectorsInput): Promise<void> {
  const box = createSecretBox(secretKey, 'prepaid-card');
  const passwords = createPasswordHasher();
  for (const { number, password, balance } of DEMO_CARDS) {
    await records.prepaidCards.issue({
      numberDigest: cardDigest(box, number),
      lastFour: number.slice(-4),
      passwordHash: password === null ? null : await passwords.hash(password),
      balance,
    });
  }
}
