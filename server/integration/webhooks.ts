import { randomBytes } from 'node:crypto';
import type {
  CreatedWebhook,
  DeliveryQuery,
  DeliveryView,
  WebhookRequest,
  WebhookView,
} from '../contract/integration';
import type { Page } from '../contract/rest';
import { UserError } from '../errors';
import type { LastingJobs } from '../scheduling/lasting-jobs';
import type { SecretBox } from '../secrets';
import { deliveryJob } from './delivery-job';
import type { WebhookStore } from './ports';

interface WebhooksDeps {
  readonly store: WebhookStore;
  readonly jobs: Pick<LastingJobs, 'plan'>;
  /** Purpose 'webhook'. */
  readonly secrets: SecretBox;
  readonly now: () => number;
}

/** What an admin does with webhooks. */
export class Webhooks {
  readonly #deps: WebhooksDeps;

  constructor(deps: WebhooksDeps) {
    this.#deps = deps;
  }

  async create(request: WebhookRequest, by: string): Promise<CreatedWebhook> {
    const secret = `whs_${randomBytes(32).toString('base64url')}`;
    const sealedSecret = this.#deps.secrets.seal(secret);
    const webhook = await this.#deps.store.create({ ...request, sealedSecret, createdBy: by });
    return { ...webhook, secret };
  }

  list(): Promise<readonly WebhookView[]> {
    return this.#deps.store.list();
  }

  /** @throws UserError not-found */
  async update(webhookId: string, change: WebhookRequest): Promise<WebhookView> {
    return found(await this.#deps.store.update(webhookId, change));
  }

  /** @throws UserError not-found */
  async remove(webhookId: string): Promise<void> {
    if (!(await this.#deps.store.remove(webhookId))) found(null);
  }

  /** The delivery log, newest first. @throws UserError not-found */
  async deliveries(webhookId: string, query: DeliveryQuery): Promise<Page<DeliveryView>> {
    return found(await this.#deps.store.deliveries(webhookId, query));
  }

  /** Sends one again, delivered or not, with the same body. @throws UserError not-found */
  async replay(webhookId: string, deliveryId: string): Promise<void> {
    if (!(await this.#deps.store.reopen(webhookId, deliveryId)))
      throw new UserError('not-found', 'There is no such delivery.');
    const now = this.#deps.now();
    await this.#deps.jobs.plan(deliveryJob(deliveryId, `r${String(now)}`, now));
  }
}

function found<Item>(item: Item | null): Item {
  if (item === null) throw new UserError('not-found', 'There is no such webhook.');
  return item;
}
