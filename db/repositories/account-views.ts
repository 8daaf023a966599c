import type { BillView, ServiceOrderView } from '../../server/contract/customer-data';

export interface BillRow {
  readonly bill_id: string;
  readonly customer_id: string;
  readonly kind: BillView['kind'];
  readonly month: string;
  readonly amount: number;
  readonly paid: number;
  readonly due_date: string;
  readonly line_number: string | null;
  readonly contract_number: string | null;
}

/** Bills of an inner statement `bill`, with the names of their accounts. Dates as text: a driver's Date has a zone. */
export const BILL_COLUMNS = `
  bill.bill_id, bill.customer_id, bill.kind, bill.month, bill.amount, bill.paid, bill.due_date::text AS due_date,
  line.number AS line_number, contract.contract_number`;
export const BILL_JOINS = `
  LEFT JOIN lines AS line ON line.line_id = bill.line_id
  LEFT JOIN contracts AS contract ON contract.contract_id = bill.contract_id`;

/** @param today 'YYYY-MM-DD' */
export const toBillView = (row: BillRow, today: string): BillView => ({
  billId: row.bill_id,
  customerId: row.customer_id,
  kind: row.kind,
  month: row.month,
  amount: row.amount,
  paid: row.paid,
  dueDate: row.due_date,
  status: row.paid >= row.amount ? 'paid' : row.due_date < today ? 'overdue' : 'open',
  lineNumber: row.line_number,
  contractNumber: row.contract_number,
});

export interface OrderRow {
  readonly order_id: string;
  readonly order_number: string;
  readonly type: string;
  readonly stage: string;
  readonly promised_date: string | null;
  readonly customer_id: string | null;
  readonly line_number: string | null;
  readonly serial: string | null;
  readonly closed_at: Date | null;
  readonly created_at: Date;
  readonly version: number;
}

/** Orders of an inner statement `placed`. */
export const ORDER_COLUMNS = `
  placed.order_id, placed.order_number, placed.type, placed.stage, placed.promised_date::text AS promised_date,
  placed.customer_id, placed.serial, placed.closed_at, placed.created_at, placed.version, line.number AS line_number`;
export const ORDER_JOINS = `LEFT JOIN lines AS line ON line.line_id = placed.line_id`;

export const toOrderView = (row: OrderRow): ServiceOrderView => ({
  orderId: row.order_id,
  orderNumber: row.order_number,
  type: row.type,
  stage: row.stage,
  isOpen: row.closed_at === null,
  promisedDate: row.promised_date,
  customerId: row.customer_id,
  lineNumber: row.line_number,
  serial: row.serial,
  createdAt: row.created_at.toISOString(),
});
