/** What an alarm of the promise clock makes of its order, without I/O. */
import { higherOf } from './decide-move';
import type { OrderType } from './order-catalog';
import type { Alarm } from './order-store';
import type { NewOrderEvent, WorkOrder } from './work-order';

export interface Rung {
  readonly order: WorkOrder;
  readonly events: readonly NewOrderEvent[];
  /** The customer was promised an answer by now and must be told why there is none. */
  readonly isBreach: boolean;
}

export function decideAlarm(order: WorkOrder, alarm: Alarm, type: OrderType | null, now: number): Rung {
  const rule = type?.alarms.find(({ kind, step }) => kind === alarm.kind && step === alarm.step);
  const share = rule?.share ?? null;
  switch (alarm.kind) {
    case 'reminder':
      return rung(order, { type: 'reminded', data: { share, dueAt: order.clock.dueAt } });
    case 'breach':
      return {
        ...rung(
          { ...order, breachedAt: order.breachedAt ?? now },
          { type: 'breached', data: { dueAt: order.clock.dueAt } },
        ),
        isBreach: true,
      };
    case 'escalation':
      return escalated(order, type?.config.escalation[alarm.step], share);
  }
}

const rung = (order: WorkOrder, event: NewOrderEvent): Rung => ({ order, events: [event], isBreach: false });

/** Priority only rises. At another desk nobody has taken it yet; an answer that waits for its call stays an answer. */
function escalated(
  order: WorkOrder,
  step: OrderType['config']['escalation'][number] | undefined,
  share: number | null,
): Rung {
  const priority = step?.priority ? higherOf(order.priority, step.priority) : order.priority;
  const desk = step?.desk ?? order.desk;
  const next: WorkOrder =
    desk === order.desk
      ? { ...order, priority }
      : {
          ...order,
          priority,
          desk,
          assigneeId: null,
          state: order.state === 'return-call' ? 'return-call' : 'open',
        };
  return rung(next, {
    type: 'escalated',
    data: { share, from: order.priority, priority, fromDesk: order.desk, desk },
  });
}
