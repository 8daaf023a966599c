import { Gauge, type Registry } from 'prom-client';
import type { Env } from './config/env';
import { HttpTextGateway } from './connectors/texts/http-text-gateway';
import { noTextGateway, outboxTextGateway } from './connectors/texts/own-text-gateways';
import { textStates } from './contract/texts';
import type { EventStream } from './events/event-stream';
import type { Logger } from './logging';
import { every } from './periodic';
import type { LastingJobs } from './scheduling/lasting-jobs';
import { defaultDelivery } from './scheduling/outbox-delivery';
import type { TextGateway } from './texts/text-gateway';
import type { TextStore } from './texts/text-store';
import { Texts } from './texts/texts.service';
import type { Texting } from './tickets/ports';

export interface TextsInput {
  readonly env: Env;
  readonly store: TextStore;
  readonly jobs: Pick<LastingJobs, 'handle' | 'plan'>;
  readonly events: Pick<EventStream, 'append'>;
  readonly metrics: Registry;
  readonly isDemo: boolean;
  readonly logger: Logger;
}

export interface TextsRoom {
  readonly texts: Texts;
  /** For work orders. */
  readonly texting: Texting;
  /** Tells the gateway what it does not know yet, from now on. Answers with the stop. */
  start(): () => Promise<void>;
}

/** Texts that no job looked for: it was lost, or the gateway was not asked at that time. */
const SWEEP_MS = 15_000;
const MOST_OF_AN_ORDER = 50;

/** Text messages: kept in the database, carried by whom the environment names. */
export function composeTexts(input: TextsInput): TextsRoom {
  const { env, store, jobs, events, logger } = input;
  const http = env.TEXT_MESSAGES === 'http' ? httpGateway(env, logger) : null;
  const texts = new Texts({
    store,
    gateway: http ?? ownGateway(input),
    circuitOf: () => http?.circuit() ?? null,
    jobs,
    events,
    numberFormat: { region: env.NUMBER_REGION, areaCode: env.NUMBER_AREA_CODE ?? null },
    delivery: defaultDelivery,
    now: Date.now,
    logger,
  });
  addGauge(input);
  return {
    texts,
    texting: {
      able: () => texts.able(),
      send: (text) => texts.send(text),
      ofOrder: async (orderId) => (await texts.list({ orderId, page: 1, pageSize: MOST_OF_AN_ORDER })).items,
    },
    start: () => {
      const stop = every(SWEEP_MS, 'texts sent', () => texts.deliverDue(), logger);
      texts.deliverDue().catch((error: unknown) => logger.warn({ err: error }, 'waiting texts sent later'));
      return async () => {
        await stop();
        http?.close();
        // What is being sent now gets its answer, or its claim runs out.
        await texts.deliverDue().catch(() => undefined);
      };
    },
  };
}

const ownGateway = ({ env, isDemo }: TextsInput): TextGateway =>
  (env.TEXT_MESSAGES ?? (isDemo ? 'outbox' : 'none')) === 'outbox' ? outboxTextGateway : noTextGateway;

const httpGateway = (env: Env, logger: Logger): HttpTextGateway =>
  new HttpTextGateway(
    {
      url: env.TEXT_GATEWAY_URL ?? '',
      headers: env.TEXT_GATEWAY_HEADERS,
      timeoutMs: env.TEXT_GATEWAY_TIMEOUT_S * 1000,
      sender: env.TEXT_GATEWAY_SENDER ?? null,
      knowsRepeats: env.TEXT_GATEWAY_KNOWS_REPEATS,
    },
    logger,
  );

function addGauge({ store, metrics, logger }: TextsInput): void {
  new Gauge({
    name: 'kiloline_text_messages',
    help: 'Text messages by state',
    labelNames: ['state'],
    registers: [metrics],
    async collect() {
      try {
        const counts = await store.counts();
        for (const state of textStates) this.set({ state }, counts[state]);
      } catch (error) {
        logger.warn({ metric: 'kiloline_text_messages', err: error }, 'figure not available');
      }
    },
  });
}
