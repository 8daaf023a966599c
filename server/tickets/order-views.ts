import type { OrderDetail, OrderProgressView, OrderSummary } from '../contract/tickets';
import { moveBodies, type MoveName } from '../contract/tickets';
import { FACTS } from './audit-chain';
import type { OrderCatalog } from './order-catalog';
import { refusalOf } from './order.machine';
import type { OrderRecord } from './order-store';
import type { OrderActor, WorkOrder } from './work-order';

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

export function summaryOf(order: WorkOrder, now: number): OrderSummary {
  const isRunning = order.clock.state === 'running';
  return {
    orderId: order.orderId,
    serial: order.serial,
    type: order.type,
    state: order.state,
    desk: order.desk,
    stage: order.stage,
    priority: order.priority,
    subject: order.subject,
    customerId: order.customerId,
    customerName: order.customerName,
    contactNumber: order.contactNumber,
    lineNumber: order.lineNumber,
    assigneeId: order.assigneeId,
    createdAt: new Date(order.createdAt).toISOString(),
    updatedAt: new Date(order.updatedAt).toISOString(),
    dueAt: isRunning ? iso(order.clock.dueAt) : null,
    overdue: isRunning && (order.clock.dueAt ?? Infinity) < now,
    breachedAt: iso(order.breachedAt),
    closedAt: iso(order.closedAt),
    reopened: order.reopened,
  };
}

export function detailOf(
  { order, events, calls, attachments }: OrderRecord,
  actor: OrderActor,
  now: number,
): OrderDetail {
  return {
    ...summaryOf(order, now),
    contactName: order.contactName,
    contractNumber: order.contractNumber,
    text: order.text,
    fields: { ...order.fields },
    documents: [...order.documents],
    language: order.language,
    createdBy: order.createdBy,
    remainingMs: order.clock.remainingMs,
    result: order.result,
    survey: order.survey,
    returnCallNeeded: order.returnCallNeeded,
    returnCallDone: order.returnCallDone,
    parentOrderId: order.parentOrderId,
    calls: [...calls],
    attachments: [...attachments],
    // What every event says of the whole order is for the audit, not for a reader.
    events: events.map((event) => ({
      ...event,
      data: Object.fromEntries(Object.entries(event.data).filter(([name]) => name !== FACTS)),
    })),
    moves: (Object.keys(moveBodies) as MoveName[]).filter((move) => refusalOf(move, actor, order) === null),
  };
}

export function progressOf(order: WorkOrder, catalog: OrderCatalog): OrderProgressView {
  const type = catalog.of(order);
  const stage = type?.config.stages.find(({ id }) => id === order.stage);
  const { dueAt } = order.clock;
  const unnamed = (name: string) => ({ 'zh-CN': name, 'en-US': name });
  return {
    serial: order.serial,
    type: order.type,
    typeNames: type?.config.names ?? unnamed(order.type),
    state: order.state,
    stage: order.stage,
    stageNames: stage?.names ?? unnamed(order.stage),
    promisedDate: promisedDate(order, type?.calendar ?? null, dueAt),
    lineNumber: order.lineNumber,
  };
}

const promisedDate = (
  order: WorkOrder,
  calendar: { dayOf(at: number): string } | null,
  dueAt: number | null,
): string | null =>
  order.clock.state === 'running' && dueAt !== null && calendar ? calendar.dayOf(dueAt) : null;
