import type { OrderActorView, OrderPriority, OrderState } from '../contract/tickets';
import type { PromiseClock } from './promise-clock';

export type OrderActor = OrderActorView;

/** What is stored of an order. Times are Unix ms. */
export interface WorkOrder {
  readonly orderId: string;
  readonly serial: string;
  /** The pack whose configuration the type stands in. */
  readonly pack: string;
  readonly type: string;
  readonly state: OrderState;
  readonly desk: string;
  readonly stage: string;
  readonly priority: OrderPriority;
  readonly subject: string;
  readonly text: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly documents: readonly string[];
  readonly language: 'zh-CN' | 'en-US';
  readonly customerId: string | null;
  readonly customerName: string | null;
  readonly contactName: string | null;
  readonly contactNumber: string | null;
  readonly lineNumber: string | null;
  readonly contractNumber: string | null;
  /** The call it was made in. */
  readonly callId: string | null;
  readonly assigneeId: string | null;
  readonly createdBy: OrderActor;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly closedAt: number | null;
  readonly result: string | null;
  /** Whether the customer is asked for a satisfaction mark after the closing. */
  readonly survey: boolean;
  readonly returnCallNeeded: boolean;
  readonly returnCallDone: boolean;
  readonly reopened: number;
  readonly breachedAt: number | null;
  readonly parentOrderId: string | null;
  readonly clock: PromiseClock;
}

/** One entry of the order's chain before it has its place in it. */
export interface NewOrderEvent {
  readonly type: OrderEventType;
  readonly data: Readonly<Record<string, unknown>>;
}

export const orderEventTypes = [
  'created',
  'assigned',
  'released',
  'started',
  'waiting',
  'resumed',
  'handed-over',
  'stage-reached',
  'resolved',
  'return-call-placed',
  'return-call-reported',
  'closed',
  'reopened',
  'cancelled',
  'escalated',
  'reminded',
  'breached',
  'commented',
  'changed',
  'attached',
] as const;
export type OrderEventType = (typeof orderEventTypes)[number];
