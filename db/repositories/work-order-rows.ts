import { orderPriorities, type OrderEventView, type OrderPriority } from '../../server/contract/tickets';
import { numberKey, type NumberFormat } from '../../server/crm/number-matching';
import type { StoredLink } from '../../server/tickets/audit-chain';
import type { WorkOrder as Order } from '../../server/tickets/work-order';
import type { WorkOrder, WorkOrderEvent } from '../entities';
import { cleanText } from '../projection/stored-event';

const ms = (date: Date | null): number | null => date?.getTime() ?? null;
const date = (at: number | null): Date | null => (at === null ? null : new Date(at));

/** Kept as numbers, so that they sort. */
export const rankOf = (priority: OrderPriority): number => orderPriorities.indexOf(priority);

/** bigint columns arrive as text, JSON without the order of its keys. */
export function toOrder(row: WorkOrder): Order {
  return {
    orderId: row.orderId,
    serial: row.serial,
    pack: row.pack,
    type: row.type,
    state: row.state,
    desk: row.desk,
    stage: row.stage,
    priority: orderPriorities[row.priority] ?? 'normal',
    subject: row.subject,
    text: row.text,
    fields: row.fields,
    documents: row.documents,
    language: row.language,
    customerId: row.customerId,
    customerName: row.customerName,
    contactName: row.contactName,
    contactNumber: row.contactNumber,
    lineNumber: row.lineNumber,
    contractNumber: row.contractNumber,
    callId: row.callId,
    assigneeId: row.assigneeId,
    createdBy: row.createdBy,
    createdAt: row.createdAt.getTime(),
    updatedAt: row.updatedAt.getTime(),
    closedAt: ms(row.closedAt),
    result: row.result,
    survey: row.survey,
    returnCallNeeded: row.returnCallNeeded,
    returnCallDone: row.returnCallDone,
    reopened: row.reopened,
    breachedAt: ms(row.breachedAt),
    parentOrderId: row.parentOrderId,
    clock: {
      state: row.clockState,
      run: row.clockRun,
      totalMs: Number(row.clockTotalMs),
      dueAt: ms(row.dueAt),
      remainingMs: row.clockRemainingMs === null ? null : Number(row.clockRemainingMs),
    },
  };
}

export type OrderColumns = Omit<WorkOrder, 'requestId' | 'requestContents' | 'events' | 'chainSeal'>;

export function toColumns({ clock, ...order }: Order, format: NumberFormat): OrderColumns {
  return {
    ...order,
    fields: { ...order.fields },
    documents: [...order.documents],
    priority: rankOf(order.priority),
    contactKey: order.contactNumber === null ? null : numberKey(order.contactNumber, format),
    lineKey: order.lineNumber === null ? null : numberKey(order.lineNumber, format),
    createdAt: new Date(order.createdAt),
    updatedAt: new Date(order.updatedAt),
    closedAt: date(order.closedAt),
    breachedAt: date(order.breachedAt),
    clockState: clock.state,
    clockRun: clock.run,
    clockTotalMs: String(clock.totalMs),
    clockRemainingMs: clock.remainingMs === null ? null : String(clock.remainingMs),
    dueAt: date(clock.dueAt),
  };
}

export const toLink = (row: WorkOrderEvent): StoredLink => ({
  orderId: row.orderId,
  seq: row.seq,
  at: row.at.getTime(),
  actor: row.actor,
  type: row.type,
  data: row.data,
  previousHash: row.previousHash,
  hash: row.hash,
});

export const toEventView = ({ seq, at, actor, type, data }: WorkOrderEvent): OrderEventView => ({
  seq,
  at: at.toISOString(),
  actor,
  type,
  data,
});

/** PostgreSQL keeps neither NUL nor half a surrogate pair: what is hashed must be what is stored. */
export function cleaned<Value>(value: Value): Value {
  return cleanedAny(value) as Value;
}

function cleanedAny(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(cleanedAny);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [cleanText(key), cleanedAny(inner)]));
}
