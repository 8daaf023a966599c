import type { DomainEvent } from '../contract/events';
import { matchesEvent } from '../contract/integration';
import type { LastingJobs } from '../scheduling/lasting-jobs';
import type { NewDelivery, WebhookStore } from './ports';
import { deliveryJob } from './delivery-job';

interface FeedDeps {
  readonly store: WebhookStore;
  readonly jobs: Pick<LastingJobs, 'plan'>;
  readonly now: () => number;
}

/**
 * Turns events into deliveries: the handler for EventStream.consume. Events may come twice; webhook and event
 * together name a delivery, so it is made once.
 */
export class WebhookFeed {
  readonly #deps: FeedDeps;

  constructor(deps: FeedDeps) {
    this.#deps = deps;
  }

  readonly take = async (events: readonly DomainEvent[]): Promise<void> => {
    const { store, jobs, now } = this.#deps;
    const webhooks = await store.active();
    if (webhooks.length === 0) return;
    const deliveries = webhooks.flatMap((webhook) =>
      events
        // Who subscribes today is not sent last week.
        .filter((event) => event.at >= Date.parse(webhook.createdAt))
        .filter((event) => webhook.events.some((pattern) => matchesEvent(pattern, event.type)))
        .map((event) => deliveryOf(webhook.webhookId, event)),
    );
    if (deliveries.length === 0) return;
    for (const id of await store.addDeliveries(deliveries)) await jobs.plan(deliveryJob(id, '0', now()));
  };
}

const deliveryOf = (webhookId: string, event: DomainEvent): NewDelivery => ({
  webhookId,
  eventId: event.id,
  eventType: event.type,
  body: JSON.stringify(event),
});
