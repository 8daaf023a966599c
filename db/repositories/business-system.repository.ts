import type { DataSource } from 'typeorm';
import type {
  AccountRef,
  Bill,
  BusinessContract,
  BusinessLine,
  BusinessSystem,
  OrderQuestion,
  RecordedPayment,
  ServiceOrder,
} from '../../server/crm/business-system';
import { candidates, type NumberFormat } from '../../server/crm/number-matching';
import { customerId } from '../../server/contract/ids';
import { UserError } from '../../server/errors';
import type { Debt, Debts } from '../../server/selfservice/debt';
import { withDatabaseErrors } from '../database-error';
import { BillPayment } from '../entities';
import { isUuid } from '../projection/event-fields';
import { AccountFinder, type AccountIds } from './account-finder';
import {
  BILL_JOINS,
  ORDER_COLUMNS,
  ORDER_JOINS,
  toBillView,
  type BillRow,
  type OrderRow,
} from './account-views';

interface BusinessSystemDeps {
  readonly dataSource: DataSource;
  readonly numberFormat: NumberFormat;
  /** 'YYYY-MM-DD' */
  readonly today: () => string;
}

const MOST_ORDERS = 10;
const MOST_BILLS = 200;

const LINE = `
  SELECT coalesce(ltrim(line.e164, '+'), line.digits, line.number) AS number, line.customer_id,
    customer.name AS customer_name, contract.contract_number, line.kind, line.status, line.features, line.area_code
  FROM lines AS line
  JOIN customers AS customer USING (customer_id)
  LEFT JOIN contracts AS contract ON contract.contract_id = line.contract_id
  WHERE line.line_id = $1`;

const CONTRACT = `
  SELECT contract.contract_number, contract.customer_id, customer.name AS customer_name,
    ARRAY(
      SELECT coalesce(ltrim(e164, '+'), digits, number) FROM lines
      WHERE lines.contract_id = contract.contract_id AND status <> 'closed' ORDER BY position, number
    ) AS line_numbers
  FROM contracts AS contract JOIN customers AS customer USING (customer_id)
  WHERE contract.contract_id = $1`;

/** $1 = lines · $2 = contracts with one bill for all their lines. */
const OF_ACCOUNT = `(line_id = ANY($1::uuid[]) OR (line_id IS NULL AND contract_id = ANY($2::uuid[])))`;
const BILL_FIELDS = `bill_id, customer_id, kind, month, amount, paid, due_date::text AS due_date,
  NULL AS line_number, NULL AS contract_number`;

/** The line's own bill before its contract's. */
const BILL_OF_MONTH = `
  SELECT ${BILL_FIELDS} FROM bills WHERE ${OF_ACCOUNT} AND month = $3 AND kind = 'telephone'
  ORDER BY line_id IS NULL, bill_id LIMIT 1`;

const UNPAID_BILLS = `
  SELECT ${BILL_FIELDS} FROM bills WHERE ${OF_ACCOUNT} AND paid < amount
  ORDER BY month, due_date, bills.kind, bill_id LIMIT ${MOST_BILLS}`;

const DEBT = `
  SELECT bill.bill_id, bill.customer_id, bill.kind, bill.month, bill.amount, bill.paid, bill.due_date::text AS due_date,
    coalesce(ltrim(line.e164, '+'), line.digits, line.number) AS line_number, contract.contract_number
  FROM bills AS bill ${BILL_JOINS} WHERE bill.bill_id = $1`;

/** The business system that is our own database. */
export class BusinessSystemRepository implements BusinessSystem, Debts {
  readonly #deps: BusinessSystemDeps;
  readonly #accounts: AccountFinder;

  constructor(deps: BusinessSystemDeps) {
    this.#deps = deps;
    this.#accounts = new AccountFinder(deps.dataSource, deps.numberFormat);
  }

  findLine(number: string): Promise<BusinessLine | null> {
    return withDatabaseErrors(async () => {
      const [line] = await this.#accounts.lines(number);
      if (!line) return null;
      const [row] = await this.#query<LineRow>(LINE, [line.lineId]);
      return row
        ? {
            number: row.number,
            customerId: row.customer_id,
            customerName: row.customer_name,
            contractNumber: row.contract_number,
            kind: row.kind,
            status: row.status,
            features: row.features,
            areaCode: row.area_code,
          }
        : null;
    });
  }

  findContract(contractNumber: string): Promise<BusinessContract | null> {
    return withDatabaseErrors(async () => {
      const contractId = await this.#accounts.contract(contractNumber);
      const [row] = contractId === null ? [] : await this.#query<ContractRow>(CONTRACT, [contractId]);
      return row
        ? {
            contractNumber: row.contract_number,
            customerId: row.customer_id,
            customerName: row.customer_name,
            lineNumbers: row.line_numbers,
          }
        : null;
    });
  }

  /** The telephone bill. Of a contract whose lines are billed one by one: the bill of its only line; null when it has several. */
  bill(account: AccountRef, month: string): Promise<Bill | null> {
    return withDatabaseErrors(async () => {
      const ids = await this.#account(account);
      if (!ids) return null;
      const isOneLine = account.kind === 'line' || ids.lineIds.length === 1;
      const lineIds = isOneLine ? ids.lineIds : [];
      const [row] = await this.#query<BillRow>(BILL_OF_MONTH, [lineIds, ids.contractIds, month]);
      return row ? this.#toBill(row) : null;
    });
  }

  unpaidBills(account: AccountRef): Promise<readonly Bill[]> {
    return withDatabaseErrors(async () => {
      const ids = await this.#account(account);
      if (!ids) return [];
      const rows = await this.#query<BillRow>(UNPAID_BILLS, [ids.lineIds, ids.contractIds]);
      return rows.map((row) => this.#toBill(row));
    });
  }

  debt(billId: string): Promise<Debt | null> {
    return withDatabaseErrors(async () => {
      const [row] = isUuid(billId) ? await this.#query<BillRow>(DEBT, [billId]) : [];
      const account = row && accountOf(row);
      return row && account
        ? { account, bill: this.#toBill(row), customerId: customerId(row.customer_id) }
        : null;
    });
  }

  orders(by: OrderQuestion): Promise<readonly ServiceOrder[]> {
    return withDatabaseErrors(async () => {
      const [condition, parameters] = await this.#orderCondition(by);
      const rows = await this.#query<OrderRow>(
        `SELECT ${ORDER_COLUMNS} FROM service_orders AS placed ${ORDER_JOINS} WHERE ${condition}
         ORDER BY placed.created_at DESC, placed.order_id LIMIT ${MOST_ORDERS}`,
        parameters,
      );
      return rows.map((row) => ({
        orderNumber: row.order_number,
        serial: row.serial,
        type: row.type,
        stage: row.stage,
        promisedDate: row.promised_date,
        lineNumber: row.line_number,
      }));
    });
  }

  /** @throws UserError 'not-found' for no such bill, 'conflict' when the id was used for another payment */
  recordPayment({ paymentId, billId, amount, at }: RecordedPayment): Promise<void> {
    return withDatabaseErrors(() =>
      this.#deps.dataSource.transaction(async (manager) => {
        // Locks the bill: two payments of it are booked one after the other.
        const [bill] = isUuid(billId)
          ? await manager.query<unknown[]>('SELECT 1 FROM bills WHERE bill_id = $1 FOR UPDATE', [billId])
          : [];
        if (bill === undefined) throw new UserError('not-found', 'There is no such bill.');
        const booked = await manager.query<unknown[]>(
          `INSERT INTO bill_payments (payment_id, bill_id, amount, paid_at) VALUES ($1, $2, $3, $4)
           ON CONFLICT DO NOTHING RETURNING 1`,
          [paymentId, billId, amount, new Date(at)],
        );
        if (booked.length > 0) {
          await manager.query('UPDATE bills SET paid = paid + $2 WHERE bill_id = $1', [billId, amount]);
          return;
        }
        const earlier = await manager.findOneByOrFail(BillPayment, { paymentId });
        if (earlier.billId !== billId.toLowerCase() || earlier.amount !== amount) {
          throw new UserError('conflict', 'This payment was booked otherwise before.');
        }
      }),
    );
  }

  async #account({ kind, number }: AccountRef): Promise<AccountIds | null> {
    if (kind === 'line') {
      const [line] = await this.#accounts.lines(number);
      return line ? { lineIds: [line.lineId], contractIds: line.contractId ? [line.contractId] : [] } : null;
    }
    const contractId = await this.#accounts.contract(number);
    if (contractId === null) return null;
    const lines = await this.#query<{ line_id: string }>('SELECT line_id FROM lines WHERE contract_id = $1', [
      contractId,
    ]);
    return { lineIds: lines.map((line) => line.line_id), contractIds: [contractId] };
  }

  async #orderCondition(by: OrderQuestion): Promise<[string, unknown[]]> {
    if ('serial' in by) return ['placed.serial = $1', [by.serial.trim().toUpperCase()]];
    if ('orderNumber' in by) return ['placed.order_number = $1', [by.orderNumber.trim().toUpperCase()]];
    const lines = await this.#accounts.lines(by.number);
    return [
      '(placed.line_id = ANY($1::uuid[]) OR placed.contact_key = ANY($2))',
      [lines.map((line) => line.lineId), candidates(by.number, this.#deps.numberFormat)],
    ];
  }

  #toBill(row: BillRow): Bill {
    const { billId, kind, month, amount, paid, dueDate, status } = toBillView(row, this.#deps.today());
    return { billId, kind, month, amount, paid, dueDate, status };
  }

  #query<Row>(statement: string, parameters: unknown[]): Promise<Row[]> {
    return this.#deps.dataSource.query<Row[]>(statement, parameters);
  }
}

function accountOf({ line_number: line, contract_number: contract }: BillRow): AccountRef | null {
  if (line !== null) return { kind: 'line', number: line };
  return contract === null ? null : { kind: 'contract', number: contract };
}

interface LineRow {
  readonly number: string;
  readonly customer_id: string;
  readonly customer_name: string;
  readonly contract_number: string | null;
  readonly kind: BusinessLine['kind'];
  readonly status: BusinessLine['status'];
  readonly features: string[];
  readonly area_code: string | null;
}

interface ContractRow {
  readonly contract_number: string;
  readonly customer_id: string;
  readonly customer_name: string;
  readonly line_numbers: string[];
}
