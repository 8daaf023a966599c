import type { DataSource, EntityManager } from 'typeorm';
import type {
  BillFilter,
  BillQuery,
  OrderChange,
  OrderDetail,
  OrderFilter,
  OrderQuery,
} from '../../server/contract/crm';
import type { BillView, ServiceOrderView } from '../../server/contract/customer-data';
import type { CustomerId } from '../../server/contract/ids';
import type { Page } from '../../server/contract/rest';
import type { Author } from '../../server/crm/change-log';
import type { AccountRecords } from '../../server/crm/customer-records';
import { candidates, type NumberFormat } from '../../server/crm/number-matching';
import { UserError } from '../../server/errors';
import { withDatabaseErrors } from '../database-error';
import { ServiceOrderRow } from '../entities';
import { isUuid } from '../projection/event-fields';
import { AccountFinder } from './account-finder';
import {
  BILL_COLUMNS,
  BILL_JOINS,
  ORDER_COLUMNS,
  ORDER_JOINS,
  toBillView,
  toOrderView,
  type BillRow,
  type OrderRow,
} from './account-views';
import { assertVersion, given, type ChangeLogOf } from './change-recorder';
import { Conditions, countUpTo, offsetOf, pageFrom, type Paged } from './paging';

interface AccountDeps {
  readonly dataSource: DataSource;
  readonly numberFormat: NumberFormat;
  readonly changeLog: ChangeLogOf;
  /** 'YYYY-MM-DD' */
  readonly today: () => string;
}

const NEWEST_BILLS = 'month DESC, kind, bill_id';
const LONGEST_DUE = 'due_date, bill_id';
const NEWEST_ORDERS = 'created_at DESC, order_id DESC';
const FIRST_PROMISED = 'promised_date, order_id';
/** Stages in which nothing more happens to an order. */
const FINAL_STAGES: ReadonlySet<string> = new Set(['completed', 'cancelled']);

export class AccountRepository implements AccountRecords {
  readonly #deps: AccountDeps;
  readonly #accounts: AccountFinder;

  constructor(deps: AccountDeps) {
    this.#deps = deps;
    this.#accounts = new AccountFinder(deps.dataSource, deps.numberFormat);
  }

  billsOf(customerId: CustomerId, filter: BillFilter): Promise<Page<BillView>> {
    return this.bills({ ...filter, customerId });
  }

  bills(query: BillQuery): Promise<Page<BillView>> {
    return withDatabaseErrors(async () => {
      const conditions = new Conditions();
      const isOfAccount = await this.#ofAccount(conditions, query);
      const isUnpaid = query.status === 'open' || query.status === 'overdue';
      if (!isOfAccount && !isUnpaid && (query.month === undefined || query.status === 'paid')) {
        throw new UserError(
          'validation-failed',
          'Choose a customer, a line, a contract, a month, or the open or overdue bills.',
          { details: { fields: ['month', 'status'] } },
        );
      }
      conditions.where(query.month, (value) => `month = ${value}`);
      conditions.where(query.kind, (value) => `kind = ${value}`);
      if (query.status === 'paid') conditions.add('paid >= amount');
      if (isUnpaid) {
        const comparison = query.status === 'open' ? '>=' : '<';
        conditions.add(`paid < amount AND due_date ${comparison} ${conditions.bind(this.#deps.today())}`);
      }
      return this.#billPage(conditions, isOfAccount || !isUnpaid ? NEWEST_BILLS : LONGEST_DUE, query);
    });
  }

  ordersOf(customerId: CustomerId, filter: OrderFilter): Promise<Page<ServiceOrderView>> {
    return this.orders({ ...filter, customerId });
  }

  orders(query: OrderQuery): Promise<Page<ServiceOrderView>> {
    return withDatabaseErrors(async () => {
      const conditions = new Conditions();
      conditions.where(query.customerId, (value) => `customer_id = ${value}`);
      conditions.where(query.stage, (value) => `stage = ${value}`);
      conditions.where(query.type, (value) => `type = ${value}`);
      if (query.isOpen === true || query.sort === 'promisedDate') conditions.add('closed_at IS NULL');
      if (query.isOpen === false) conditions.add('closed_at IS NOT NULL');
      if (query.number !== undefined && query.number !== '') await this.#ofNumber(conditions, query.number);
      const order = query.sort === 'promisedDate' ? FIRST_PROMISED : NEWEST_ORDERS;
      return this.#orderPage(conditions, order, query);
    });
  }

  order(orderId: string): Promise<OrderDetail | null> {
    return withDatabaseErrors(() => this.#order(this.#deps.dataSource.manager, orderId));
  }

  changeOrder(
    orderId: string,
    { version, why, ...fields }: OrderChange,
    author: Author,
  ): Promise<OrderDetail> {
    return withDatabaseErrors(() =>
      this.#deps.dataSource.transaction(async (manager) => {
        await manager.query('SELECT 1 FROM service_orders WHERE order_id::text = $1 FOR UPDATE', [orderId]);
        const before = await this.#order(manager, orderId);
        if (!before) throw new UserError('not-found', 'There is no such order.');
        assertVersion(version, before.version);
        const closedAt =
          fields.stage === undefined ? {} : { closedAt: FINAL_STAGES.has(fields.stage) ? new Date() : null };
        await manager.update(
          ServiceOrderRow,
          { orderId },
          { ...given(fields), ...closedAt, version: version + 1 },
        );
        const after = await this.#order(manager, orderId);
        if (!after) throw new UserError('not-found', 'There is no such order.');
        await this.#deps
          .changeLog(manager)
          .record({ entity: 'service-order', id: orderId, before, after, who: author.who, why });
        return after;
      }),
    );
  }

  /** Whether the question names an account; one that does not exist has no bills. */
  async #ofAccount(conditions: Conditions, query: BillQuery): Promise<boolean> {
    const { customerId, lineNumber, contractNumber } = query;
    conditions.where(customerId, (value) => `customer_id = ${value}`);
    if (lineNumber) {
      const lines = await this.#accounts.lines(lineNumber);
      conditions.add(`line_id = ANY(${conditions.bind(lines.map((line) => line.lineId))}::uuid[])`);
    }
    if (contractNumber) {
      const value = conditions.bind(await this.#accounts.contract(contractNumber));
      conditions.add(
        `(line_id = ANY(ARRAY(SELECT line_id FROM lines WHERE contract_id = ${value}::uuid))
          OR (line_id IS NULL AND contract_id = ${value}::uuid))`,
      );
    }
    return customerId !== undefined || Boolean(lineNumber) || Boolean(contractNumber);
  }

  /** Rows before the page are passed over in an index, not read. */
  async #billPage(conditions: Conditions, order: string, paged: Paged): Promise<Page<BillView>> {
    const offset = offsetOf(paged);
    const rows = `FROM bills ${conditions.sql}`;
    const counted = await this.#count(rows, conditions.parameters);
    const limit = `LIMIT ${conditions.bind(paged.pageSize)} OFFSET ${conditions.bind(offset)}`;
    const found = await this.#deps.dataSource.query<BillRow[]>(
      `SELECT ${BILL_COLUMNS} FROM (SELECT bill_id ${rows} ORDER BY ${order} ${limit}) AS paged
       JOIN bills AS bill USING (bill_id) ${BILL_JOINS}
       ORDER BY ${order.replace(/\b(month|kind|bill_id|due_date)\b/g, 'bill.$1')}`,
      conditions.parameters,
    );
    const today = this.#deps.today();
    return pageFrom(
      found.map((row) => toBillView(row, today)),
      counted,
      paged,
    );
  }

  /** An order's or a serial number, or the number of a line or of the person who ordered. */
  async #ofNumber(conditions: Conditions, number: string): Promise<void> {
    const lines = await this.#accounts.lines(number);
    const written = conditions.bind(number.toUpperCase());
    const lineIds = conditions.bind(lines.map((line) => line.lineId));
    const keys = conditions.bind(candidates(number, this.#deps.numberFormat));
    conditions.add(
      `(order_number = ${written} OR serial = ${written} OR line_id = ANY(${lineIds}::uuid[])
        OR contact_key = ANY(${keys}))`,
    );
  }

  async #orderPage(conditions: Conditions, order: string, paged: Paged): Promise<Page<ServiceOrderView>> {
    const offset = offsetOf(paged);
    const rows = `FROM service_orders ${conditions.sql}`;
    const counted = await this.#count(rows, conditions.parameters);
    const limit = `LIMIT ${conditions.bind(paged.pageSize)} OFFSET ${conditions.bind(offset)}`;
    const found = await this.#deps.dataSource.query<OrderRow[]>(
      `SELECT ${ORDER_COLUMNS} FROM (SELECT order_id ${rows} ORDER BY ${order} ${limit}) AS paged
       JOIN service_orders AS placed USING (order_id) ${ORDER_JOINS}
       ORDER BY ${order.replace(/\b(created_at|order_id|promised_date)\b/g, 'placed.$1')}`,
      conditions.parameters,
    );
    return pageFrom(found.map(toOrderView), counted, paged);
  }

  async #order(manager: EntityManager, orderId: string): Promise<OrderDetail | null> {
    if (!isUuid(orderId)) return null;
    const [row] = await manager.query<OrderRow[]>(
      `SELECT ${ORDER_COLUMNS} FROM service_orders AS placed ${ORDER_JOINS} WHERE placed.order_id = $1`,
      [orderId],
    );
    return row ? { ...toOrderView(row), version: row.version } : null;
  }

  async #count(rows: string, parameters: unknown[]): Promise<number> {
    const [counted] = await this.#deps.dataSource.query<{ total: number }[]>(countUpTo(rows), parameters);
    return counted?.total ?? 0;
  }
}
