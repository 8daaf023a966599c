import type { Env } from './config/env';
import { createWebhookSender } from './connectors/webhook-sender';
import type { EventStream } from './events/event-stream';
import type { Route } from './http';
import { integrationRoutes } from './http/routes/integration-routes';
import { ApiKeys } from './integration/api-keys';
import type { ApiKeyStore, WebhookStore } from './integration/ports';
import { WebhookDelivery } from './integration/webhook-delivery';
import { WebhookFeed } from './integration/webhook-feed';
import { Webhooks } from './integration/webhooks';
import type { Logger } from './logging';
import { every } from './periodic';
import type { LastingJobs } from './scheduling/lasting-jobs';
import { createSecretBox } from './secrets';

export interface IntegrationInput {
  readonly env: Env;
  readonly records: { readonly apiKeys: ApiKeyStore; readonly webhooks: WebhookStore };
  readonly events: EventStream;
  readonly jobs: LastingJobs;
  readonly secretKey: string;
  /** This server's name among those that read the events. */
  readonly consumer: string;
  readonly logger: Logger;
}

export interface Integration {
  readonly apiKeys: ApiKeys;
  readonly routes: readonly Route[];
  /** Turns events into deliveries from now on. Answers with the stop. */
  start(): Promise<() => Promise<void>>;
}

const SWEEP_MS = 60_000;

/** How other systems use the centre: keys for their requests, webhooks for our events. */
export function composeIntegration(input: IntegrationInput): Integration {
  const { env, records, events, jobs, secretKey, consumer, logger } = input;
  const now = Date.now;
  const secrets = createSecretBox(secretKey, 'webhook');
  const apiKeys = new ApiKeys({ keys: records.apiKeys, secrets: createSecretBox(secretKey, 'api-key'), now });
  const feed = new WebhookFeed({ store: records.webhooks, jobs, now });
  const delivery = new WebhookDelivery({
    store: records.webhooks,
    sender: createWebhookSender({ mayReachInside: env.WEBHOOKS_MAY_REACH_INSIDE }),
    jobs,
    secrets,
    now,
    logger,
  });
  return {
    apiKeys,
    routes: integrationRoutes({
      apiKeys,
      webhooks: new Webhooks({ store: records.webhooks, jobs, secrets, now }),
    }),
    start: async () => {
      const stopFeed = await events.consume('webhooks', consumer, feed.take);
      const stopSweep = every(SWEEP_MS, 'webhooks', () => delivery.sweep(), logger);
      return async () => {
        await stopSweep();
        await stopFeed();
      };
    },
  };
}
