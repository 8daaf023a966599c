import type {
  ApiKeyView,
  DeliveryQuery,
  DeliveryView,
  NewApiKey,
  WebhookRequest,
  WebhookView,
} from '../contract/integration';
import type { Page } from '../contract/rest';

export interface ApiKeyStore {
  create(key: NewApiKey & { readonly digest: string; readonly createdBy: string }): Promise<ApiKeyView>;
  /** Live keys only: not revoked, not expired. */
  findByDigest(digest: string): Promise<ApiKeyView | null>;
  list(): Promise<readonly ApiKeyView[]>;
  /** False when there is no such live key. */
  revoke(keyId: string, by: string): Promise<boolean>;
  /** Noted at most once a minute. */
  noteUse(keyId: string): Promise<void>;
}

/** A webhook as the server keeps it. */
export interface Webhook extends WebhookView {
  /** Sealed with the installation's key. */
  readonly sealedSecret: string;
}

/** One event for one webhook. */
export interface Delivery {
  readonly deliveryId: string;
  readonly webhook: Webhook;
  readonly eventId: string;
  /** What is sent, as JSON text: the same bytes on every attempt, for the signature. */
  readonly body: string;
  readonly state: DeliveryView['state'];
  readonly attempts: number;
}

export interface NewDelivery {
  readonly webhookId: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly body: string;
}

export interface AttemptResult {
  readonly state: DeliveryView['state'];
  readonly status: number | null;
  readonly error: string | null;
  readonly nextAttemptAt: Date | null;
}

export interface WebhookStore {
  create(
    webhook: WebhookRequest & { readonly sealedSecret: string; readonly createdBy: string },
  ): Promise<WebhookView>;
  update(webhookId: string, change: WebhookRequest): Promise<WebhookView | null>;
  /** Its deliveries go with it. */
  remove(webhookId: string): Promise<boolean>;
  list(): Promise<readonly WebhookView[]>;
  /** Every active one; a short list that is asked for with each batch of events. */
  active(): Promise<readonly WebhookView[]>;
  /** Adds what is not there yet (webhook and event name a delivery) and answers with the ids of all of them. */
  addDeliveries(deliveries: readonly NewDelivery[]): Promise<readonly string[]>;
  delivery(deliveryId: string): Promise<Delivery | null>;
  noteAttempt(deliveryId: string, result: AttemptResult): Promise<void>;
  /** Makes it pending again, from its first attempt. False when there is no such delivery of this webhook. */
  reopen(webhookId: string, deliveryId: string): Promise<boolean>;
  deliveries(webhookId: string, query: DeliveryQuery): Promise<Page<DeliveryView> | null>;
  /** Pending ones that should have been tried before this time: their jobs were lost. At most 1 000. */
  overdue(before: Date): Promise<readonly string[]>;
  /** Finished ones older than this. Returns how many went. */
  forget(before: Date): Promise<number>;
}

export interface WebhookAnswer {
  /** null: nobody answered. */
  readonly status: number | null;
  /** Why not, in words; null when it was delivered. Never the body of an answer. */
  readonly error: string | null;
}

/** Sends one POST. Never throws. */
export interface WebhookSender {
  send(request: {
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  }): Promise<WebhookAnswer>;
}
