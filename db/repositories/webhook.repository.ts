import type { DataSource } from 'typeorm';
import type {
  DeliveryQuery,
  DeliveryView,
  WebhookRequest,
  WebhookView,
} from '../../server/contract/integration';
import type { Page } from '../../server/contract/rest';
import type { AttemptResult, Delivery, NewDelivery, WebhookStore } from '../../server/integration/ports';
import { withDatabaseErrors } from '../database-error';
import { WebhookDeliveryRow, WebhookRow } from '../entities';
import { isUuid } from '../projection/event-fields';
import { cleanText } from '../projection/stored-event';

const MOST_OVERDUE = 1000;

export class WebhookRepository implements WebhookStore {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  create(webhook: Parameters<WebhookStore['create']>[0]): Promise<WebhookView> {
    return withDatabaseErrors(async () => {
      const { sealedSecret, createdBy } = webhook;
      const row = { ...columnsOf(webhook), sealedSecret, createdBy };
      return toView(await this.#dataSource.manager.save<WebhookRow, typeof row>(WebhookRow, row));
    });
  }

  async update(webhookId: string, change: WebhookRequest): Promise<WebhookView | null> {
    if (!isUuid(webhookId)) return null;
    return withDatabaseErrors(async () => {
      const { manager } = this.#dataSource;
      await manager.update(WebhookRow, { webhookId }, columnsOf(change));
      const row = await manager.findOneBy(WebhookRow, { webhookId });
      return row && toView(row);
    });
  }

  async remove(webhookId: string): Promise<boolean> {
    if (!isUuid(webhookId)) return false;
    return withDatabaseErrors(async () => {
      const result = await this.#dataSource.manager.delete(WebhookRow, { webhookId });
      return (result.affected ?? 0) > 0;
    });
  }

  list(): Promise<readonly WebhookView[]> {
    return this.#find({});
  }

  active(): Promise<readonly WebhookView[]> {
    return this.#find({ active: true });
  }

  addDeliveries(deliveries: readonly NewDelivery[]): Promise<readonly string[]> {
    return withDatabaseErrors(async () => {
      const rows = await this.#dataSource.query<{ delivery_id: string }[]>(
        `INSERT INTO webhook_deliveries (webhook_id, event_id, event_type, body)
         SELECT delivery.* FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[])
           AS delivery (webhook_id, event_id, event_type, body)
         JOIN webhooks USING (webhook_id)
         ON CONFLICT (webhook_id, event_id) DO UPDATE SET event_type = excluded.event_type
         RETURNING delivery_id`,
        [
          deliveries.map((each) => each.webhookId),
          deliveries.map((each) => each.eventId),
          deliveries.map((each) => each.eventType),
          deliveries.map((each) => each.body),
        ],
      );
      return rows.map((row) => row.delivery_id);
    });
  }

  async delivery(deliveryId: string): Promise<Delivery | null> {
    if (!isUuid(deliveryId)) return null;
    return withDatabaseErrors(async () => {
      const row = await this.#dataSource.manager.findOne(WebhookDeliveryRow, {
        where: { deliveryId },
        relations: { webhook: true },
      });
      if (!row?.webhook) return null;
      const { webhook, eventId, body, state, attempts } = row;
      const { sealedSecret } = webhook;
      return { deliveryId, webhook: { ...toView(webhook), sealedSecret }, eventId, body, state, attempts };
    });
  }

  async noteAttempt(deliveryId: string, result: AttemptResult): Promise<void> {
    await withDatabaseErrors(() =>
      this.#dataSource.query(
        `UPDATE webhook_deliveries
         SET state = $2, attempts = attempts + 1, last_status = $3, last_error = $4, last_attempt_at = now(),
           next_attempt_at = $5
         WHERE delivery_id = $1`,
        [deliveryId, result.state, result.status, result.error, result.nextAttemptAt],
      ),
    );
  }

  async reopen(webhookId: string, deliveryId: string): Promise<boolean> {
    if (!isUuid(webhookId) || !isUuid(deliveryId)) return false;
    return withDatabaseErrors(async () => {
      const change = { state: 'pending', attempts: 0, nextAttemptAt: null } as const;
      const result = await this.#dataSource.manager.update(
        WebhookDeliveryRow,
        { webhookId, deliveryId },
        change,
      );
      return (result.affected ?? 0) > 0;
    });
  }

  async deliveries(webhookId: string, query: DeliveryQuery): Promise<Page<DeliveryView> | null> {
    if (!isUuid(webhookId)) return null;
    const { page, pageSize, state } = query;
    return withDatabaseErrors(async () => {
      const { manager } = this.#dataSource;
      if (!(await manager.existsBy(WebhookRow, { webhookId }))) return null;
      const [rows, total] = await manager.findAndCount(WebhookDeliveryRow, {
        where: { webhookId, ...(state === undefined ? {} : { state }) },
        order: { createdAt: 'DESC', deliveryId: 'ASC' },
        skip: (page - 1) * pageSize,
        take: pageSize,
      });
      return { items: rows.map(toDeliveryView), total, page, pageSize };
    });
  }

  overdue(before: Date): Promise<readonly string[]> {
    return withDatabaseErrors(async () => {
      const rows = await this.#dataSource.query<{ delivery_id: string }[]>(
        `SELECT delivery_id FROM webhook_deliveries
         WHERE state = 'pending' AND coalesce(next_attempt_at, created_at) < $1
         ORDER BY created_at LIMIT ${String(MOST_OVERDUE)}`,
        [before],
      );
      return rows.map((row) => row.delivery_id);
    });
  }

  forget(before: Date): Promise<number> {
    return withDatabaseErrors(async () => {
      const [, gone] = await this.#dataSource.query<[unknown, number]>(
        `DELETE FROM webhook_deliveries WHERE state <> 'pending' AND created_at < $1`,
        [before],
      );
      return gone;
    });
  }

  #find(where: { active?: boolean }): Promise<readonly WebhookView[]> {
    return withDatabaseErrors(async () => {
      const order = { createdAt: 'DESC', webhookId: 'ASC' } as const;
      return (await this.#dataSource.manager.find(WebhookRow, { where, order })).map(toView);
    });
  }
}

const columnsOf = ({ name, url, events, active }: WebhookRequest) => ({
  name: cleanText(name),
  url,
  events: [...events],
  active,
});

const toView = (row: WebhookRow): WebhookView => ({
  webhookId: row.webhookId,
  name: row.name,
  url: row.url,
  events: row.events,
  active: row.active,
  createdAt: row.createdAt.toISOString(),
  createdBy: row.createdBy,
});

const toDeliveryView = (row: WebhookDeliveryRow): DeliveryView => ({
  deliveryId: row.deliveryId,
  webhookId: row.webhookId,
  eventId: row.eventId,
  eventType: row.eventType,
  state: row.state,
  attempts: row.attempts,
  lastStatus: row.lastStatus,
  lastError: row.lastError,
  lastAttemptAt: row.lastAttemptAt?.toISOString() ?? null,
  nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
});
