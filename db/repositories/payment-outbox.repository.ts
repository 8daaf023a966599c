import type { DataSource } from 'typeorm';
import type { RecordedPayment } from '../../server/crm/business-system';
import {
  outboxStates,
  type OutboxPayment,
  type OutboxQuery,
  type OutboxState,
  type PaymentOutbox,
} from '../../server/crm/payment-outbox';
import { UnexpectedError } from '../../server/errors';
import { withDatabaseErrors } from '../database-error';
import { PaymentOutboxRow } from '../entities';

/** Any number nobody else uses as the first key of an advisory lock. */
const BILL_LOCK = 7_100_035;

/** Only the oldest that waits of each bill can be claimed, and not while somebody has it. */
const CLAIM = `
  UPDATE payment_outbox SET claimed_until = $2, attempts = attempts + 1
  WHERE payment_id = (
    SELECT due.payment_id FROM payment_outbox due
    WHERE due.state = 'waiting' AND due.next_try_at <= $1
      AND (due.claimed_until IS NULL OR due.claimed_until <= $1)
      AND NOT EXISTS (
        SELECT 1 FROM payment_outbox earlier
        WHERE earlier.bill_id = due.bill_id AND earlier.position < due.position AND earlier.state = 'waiting')
    ORDER BY due.next_try_at, due.position LIMIT 1
    FOR UPDATE SKIP LOCKED)
  RETURNING payment_id`;

export class PaymentOutboxRepository implements PaymentOutbox {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  add({ paymentId, billId, amount, at }: RecordedPayment, now: number): Promise<void> {
    return withDatabaseErrors(() =>
      this.#dataSource.transaction(async (manager) => {
        // Positions of one bill become visible in their order.
        await manager.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [BILL_LOCK, billId]);
        await manager.query(
          `INSERT INTO payment_outbox (payment_id, bill_id, amount, paid_at, next_try_at)
           VALUES ($1, $2, $3, $4, $5) ON CONFLICT (payment_id) DO NOTHING`,
          [paymentId, billId, amount, new Date(at), new Date(now)],
        );
        const row = await manager.findOneByOrFail(PaymentOutboxRow, { paymentId });
        if (row.billId !== billId || Number(row.amount) !== amount)
          throw new UnexpectedError('broken-invariant', 'A payment id was used for two payments.', {
            details: { paymentId },
          });
      }),
    );
  }

  claim(now: number, claimedUntil: number): Promise<OutboxPayment | null> {
    return withDatabaseErrors(async () => {
      const [rows] = await this.#dataSource.query<[{ payment_id: string }[], number]>(CLAIM, [
        new Date(now),
        new Date(claimedUntil),
      ]);
      const paymentId = rows[0]?.payment_id;
      if (paymentId === undefined) return null;
      const row = await this.#dataSource.manager.findOneBy(PaymentOutboxRow, { paymentId });
      return row && toPayment(row);
    });
  }

  delivered(paymentId: string, at: number): Promise<void> {
    // Also when a person has meanwhile settled it: it is true.
    return this.#change(
      `UPDATE payment_outbox SET state = 'delivered', delivered_at = $2, claimed_until = NULL, last_error = NULL
       WHERE payment_id = $1`,
      [paymentId, new Date(at)],
    );
  }

  later(paymentId: string, nextTryAt: number, error: string): Promise<void> {
    return this.#change(
      `UPDATE payment_outbox SET next_try_at = $2, last_error = $3, claimed_until = NULL
       WHERE payment_id = $1 AND state = 'waiting'`,
      [paymentId, new Date(nextTryAt), error],
    );
  }

  refused(paymentId: string, error: string): Promise<void> {
    return this.#change(
      `UPDATE payment_outbox SET state = 'refused', last_error = $2, claimed_until = NULL
       WHERE payment_id = $1 AND state = 'waiting'`,
      [paymentId, error],
    );
  }

  unknownTo(billIds: readonly string[], askedAt: number): Promise<ReadonlyMap<string, number>> {
    return withDatabaseErrors(async () => {
      const rows = await this.#dataSource.query<{ bill_id: string; amount: string }[]>(
        `SELECT bill_id, sum(amount) AS amount FROM payment_outbox
         WHERE bill_id = ANY($1) AND (state IN ('waiting', 'refused') OR delivered_at >= $2)
         GROUP BY bill_id`,
        [[...billIds], new Date(askedAt)],
      );
      return new Map(rows.map((row) => [row.bill_id, Number(row.amount)]));
    });
  }

  list({ state, page, pageSize }: OutboxQuery): Promise<{ items: readonly OutboxPayment[]; total: number }> {
    return withDatabaseErrors(async () => {
      const [rows, total] = await this.#dataSource.manager.findAndCount(PaymentOutboxRow, {
        where: state === undefined ? {} : { state },
        order: { position: 'DESC' },
        skip: (page - 1) * pageSize,
        take: pageSize,
      });
      return { items: rows.map(toPayment), total };
    });
  }

  counts(): Promise<Readonly<Record<OutboxState, number>>> {
    return withDatabaseErrors(async () => {
      const rows = await this.#dataSource.query<{ state: OutboxState; number: number }[]>(
        `SELECT state, count(*)::int AS number FROM payment_outbox GROUP BY state`,
      );
      const found = new Map(rows.map((row) => [row.state, row.number]));
      return Object.fromEntries(outboxStates.map((state) => [state, found.get(state) ?? 0])) as Record<
        OutboxState,
        number
      >;
    });
  }

  retry(paymentId: string, now: number): Promise<boolean> {
    return this.#changes(
      `UPDATE payment_outbox SET state = 'waiting', next_try_at = $2
       WHERE payment_id = $1 AND state IN ('waiting', 'refused') RETURNING payment_id`,
      [paymentId, new Date(now)],
    );
  }

  settle(paymentId: string, note: string): Promise<boolean> {
    return this.#changes(
      `UPDATE payment_outbox SET state = 'settled', note = $2
       WHERE payment_id = $1 AND state = 'refused' RETURNING payment_id`,
      [paymentId, note],
    );
  }

  async #change(statement: string, parameters: unknown[]): Promise<void> {
    await withDatabaseErrors(() => this.#dataSource.query(statement, parameters));
  }

  async #changes(statement: string, parameters: unknown[]): Promise<boolean> {
    const [rows] = await withDatabaseErrors(() =>
      this.#dataSource.query<[unknown[], number]>(statement, parameters),
    );
    return rows.length > 0;
  }
}

const toPayment = (row: PaymentOutboxRow): OutboxPayment => ({
  paymentId: row.paymentId,
  billId: row.billId,
  amount: Number(row.amount),
  at: row.paidAt.getTime(),
  state: row.state,
  attempts: row.attempts,
  nextTryAt: row.nextTryAt.getTime(),
  lastError: row.lastError,
  deliveredAt: row.deliveredAt?.getTime() ?? null,
  note: row.note,
});
