import type { EventType } from '../contract/events';
import type { NewOrderEvent, OrderActor, OrderEventType, WorkOrder } from './work-order';

/** A domain event about an order, before it has its place in the stream. */
export interface OrderNews {
  readonly type: EventType;
  readonly callId?: string;
  readonly agentId?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Every event of the chain is told; what people wrote and to whom is not. */
const typeOf: Readonly<Record<OrderEventType, EventType>> = {
  created: 'work-order.created',
  assigned: 'work-order.assigned',
  released: 'work-order.released',
  started: 'work-order.started',
  waiting: 'work-order.waiting',
  resumed: 'work-order.resumed',
  'handed-over': 'work-order.handed-over',
  'stage-reached': 'work-order.stage-reached',
  resolved: 'work-order.resolved',
  'return-call-placed': 'work-order.return-call-placed',
  'return-call-reported': 'work-order.return-call-reported',
  closed: 'work-order.closed',
  reopened: 'work-order.reopened',
  cancelled: 'work-order.cancelled',
  escalated: 'work-order.escalated',
  reminded: 'work-order.reminded',
  breached: 'work-order.breached',
  commented: 'work-order.commented',
  changed: 'work-order.changed',
  attached: 'work-order.attached',
};

export function newsOf(order: WorkOrder, event: NewOrderEvent, actor: OrderActor, seq: number): OrderNews {
  const { callId } = event.data;
  const agentId = order.assigneeId ?? (/^[0-9]{1,8}$/.test(actor.id) ? actor.id : null);
  return {
    type: typeOf[event.type],
    // On a call's timeline stands what was done in that call.
    ...(typeof callId === 'string' ? { callId } : {}),
    ...(agentId === null ? {} : { agentId }),
    data: {
      orderId: order.orderId,
      seq,
      serial: order.serial,
      type: order.type,
      state: order.state,
      desk: order.desk,
      stage: order.stage,
      priority: order.priority,
      assigneeId: order.assigneeId,
      dueAt: order.clock.state === 'running' ? order.clock.dueAt : null,
      by: actor.kind,
    },
  };
}
