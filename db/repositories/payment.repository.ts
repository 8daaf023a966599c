import type { DataSource } from 'typeorm';
import { UnexpectedError } from '../../server/errors';
import type { Page } from '../../server/selfservice/page';
import type { ChargeResult } from '../../server/selfservice/payment';
import type { NewPayment, Payment, PaymentQuery, PaymentStore } from '../../server/selfservice/payment-store';
import { withDatabaseErrors } from '../database-error';
import { PaymentRow } from '../entities';
import { accountOf, columnsOfAccount } from './account-columns';

const OPEN = ['started', 'pending', 'unknown'];

export class PaymentRepository implements PaymentStore {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  get(paymentId: string): Promise<Payment | null> {
    return withDatabaseErrors(async () => {
      const row = await this.#dataSource.manager.findOneBy(PaymentRow, { paymentId });
      return row && toPayment(row);
    });
  }

  begin({ account, ...payment }: NewPayment): Promise<'begun' | 'there' | 'bill-taken'> {
    return withDatabaseErrors(async () => {
      const { manager } = this.#dataSource;
      // Either uniqueness may stop it: of the payment, or of payments that keep their bill.
      const inserted = await manager
        .createQueryBuilder()
        .insert()
        .into(PaymentRow)
        .values({ ...payment, ...columnsOfAccount(account), state: 'started' })
        .orIgnore()
        .returning(['paymentId'])
        .execute();
      if ((inserted.raw as unknown[]).length > 0) return 'begun';
      return (await manager.existsBy(PaymentRow, { paymentId: payment.paymentId })) ? 'there' : 'bill-taken';
    });
  }

  resolve(paymentId: string, result: ChargeResult | 'unknown', at: Date): Promise<Payment> {
    return withDatabaseErrors(async () => {
      const { manager } = this.#dataSource;
      const change = columnsOf(result, at);
      // Money that has moved is recorded whatever we believed; everything else only moves open payments.
      const from = change.state === 'accepted' ? [...OPEN, 'declined'] : OPEN;
      await manager
        .createQueryBuilder()
        .update(PaymentRow)
        .set(change)
        .where('payment_id = :paymentId AND state IN (:...from)', { paymentId, from })
        .execute();
      const row = await manager.findOneBy(PaymentRow, { paymentId });
      if (row === null) {
        throw new UnexpectedError('broken-invariant', 'A payment that was never begun has a result.', {
          details: { paymentId },
        });
      }
      return toPayment(row);
    });
  }

  recorded(paymentId: string, at: Date): Promise<void> {
    return withDatabaseErrors(async () => {
      await this.#dataSource.manager.update(PaymentRow, { paymentId }, { recordedAt: at });
    });
  }

  unfinished(startedBefore: Date, limit: number): Promise<readonly Payment[]> {
    return withDatabaseErrors(async () => {
      const rows = await this.#dataSource.manager
        .createQueryBuilder(PaymentRow, 'payment')
        .where(`(payment.state IN (:...open) AND payment.started_at < :startedBefore)`, {
          open: OPEN,
          startedBefore,
        })
        .orWhere(`(payment.state = 'accepted' AND payment.recorded_at IS NULL)`)
        .orderBy('payment.startedAt', 'ASC')
        .take(limit)
        .getMany();
      return rows.map(toPayment);
    });
  }

  list({ customerId, billId, state, page, pageSize }: PaymentQuery): Promise<Page<Payment>> {
    return withDatabaseErrors(async () => {
      const [rows, total] = await this.#dataSource.manager.findAndCount(PaymentRow, {
        where: {
          ...(customerId === undefined ? {} : { customerId }),
          ...(billId === undefined ? {} : { billId }),
          ...(state === undefined ? {} : { state }),
        },
        order: { startedAt: 'DESC', paymentId: 'ASC' },
        take: pageSize,
        skip: (page - 1) * pageSize,
      });
      return { items: rows.map(toPayment), total, page, pageSize };
    });
  }
}

function columnsOf(result: ChargeResult | 'unknown', at: Date) {
  if (result === 'unknown') return { state: 'unknown' as const };
  switch (result.state) {
    case 'pending':
      return { state: result.state };
    case 'accepted':
      return { state: result.state, reference: result.reference, reason: null, resolvedAt: at };
    case 'declined':
      return { state: result.state, reason: result.reason, resolvedAt: at };
  }
}

const toPayment = ({ accountKind, accountNumber, ...row }: PaymentRow): Payment => ({
  ...row,
  account: accountOf({ accountKind, accountNumber }),
});
