import type { Logger } from '../logging';
import type { LastingJobs } from '../scheduling/lasting-jobs';
import type { SecretBox } from '../secrets';
import type { Delivery, WebhookAnswer, WebhookSender, WebhookStore } from './ports';
import { signatureOf } from './webhook-signature';
import { DELIVERY_JOB, deliveryJob } from './delivery-job';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Pauses after the first, second … failed attempt: a receiver may be away for two days. */
const pausesMs: readonly number[] = [
  10_000,
  MINUTE_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
  DAY_MS,
];

const KEEP_LOG_MS = 30 * DAY_MS;

interface DeliveryDeps {
  readonly store: WebhookStore;
  readonly sender: WebhookSender;
  readonly jobs: LastingJobs;
  readonly secrets: SecretBox;
  readonly now: () => number;
  readonly logger: Logger;
}

/** Sends deliveries. At least once: a receiver knows a repeated one by its event's id. */
export class WebhookDelivery {
  readonly #deps: DeliveryDeps;

  constructor(deps: DeliveryDeps) {
    this.#deps = deps;
    deps.jobs.handle(DELIVERY_JOB, (data) => this.#deliver(String(data['deliveryId'])));
  }

  /** Plans again what should have been tried and was not, and forgets what is old. To be called now and then. */
  async sweep(): Promise<void> {
    const { store, jobs, now } = this.#deps;
    for (const id of await store.overdue(new Date(now() - MINUTE_MS)))
      await jobs.plan(deliveryJob(id, 'sweep', now()));
    await store.forget(new Date(now() - KEEP_LOG_MS));
  }

  async #deliver(deliveryId: string): Promise<void> {
    const { store, logger } = this.#deps;
    const delivery = await store.delivery(deliveryId);
    if (delivery?.state !== 'pending') return;
    const answer = await this.#send(delivery);
    if (answer.error === null) {
      await store.noteAttempt(deliveryId, { state: 'delivered', ...answer, nextAttemptAt: null });
      return;
    }
    const pauseMs = delivery.webhook.active ? pausesMs[delivery.attempts] : undefined;
    logger.debug(
      { deliveryId, status: answer.status, attempts: delivery.attempts + 1 },
      'webhook not delivered',
    );
    const nextAt = pauseMs === undefined ? null : this.#deps.now() + pauseMs;
    await store.noteAttempt(deliveryId, {
      state: nextAt === null ? 'failed' : 'pending',
      ...answer,
      nextAttemptAt: nextAt === null ? null : new Date(nextAt),
    });
    if (nextAt !== null)
      await this.#deps.jobs.plan(deliveryJob(deliveryId, String(delivery.attempts + 1), nextAt));
  }

  #send({ deliveryId, webhook, eventId, body }: Delivery): Promise<WebhookAnswer> {
    const { secrets, sender, now } = this.#deps;
    const unixSeconds = Math.floor(now() / 1000);
    return sender.send({
      url: webhook.url,
      headers: {
        'Kiloline-Event': eventId,
        'Kiloline-Delivery': deliveryId,
        'Kiloline-Signature': signatureOf(secrets.open(webhook.sealedSecret), body, unixSeconds),
      },
      body,
    });
  }
}
