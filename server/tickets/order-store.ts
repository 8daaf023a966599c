/** Where orders are kept. Every method is one transaction: an order, its events, alarms and news stand or fall together. */
import type {
  AttachmentView,
  AuditResult,
  DeskFigures,
  OrderCallView,
  OrderEventView,
  OrderQuery,
  OrderState,
} from '../contract/tickets';
import type { Page } from '../contract/rest';
import type { AlarmKind } from './promise-clock';
import type { NewOrderEvent, OrderActor, WorkOrder } from './work-order';

/** What becomes of an order, decided without any I/O while the order is locked. */
export interface Decision {
  readonly order: WorkOrder;
  readonly actor: OrderActor;
  /** Unix ms. */
  readonly at: number;
  readonly events: readonly NewOrderEvent[];
  /** Every alarm that may still ring; those left out are cancelled. 'keep' leaves them as they are. */
  readonly alarms: 'keep' | readonly AlarmTime[];
  readonly call?: NewOrderCall;
  readonly attachment?: NewAttachment;
  /** An order that follows from this one, made in the same transaction, once per requestId. */
  readonly followUp?: NewOrder;
}

export interface AlarmTime {
  readonly kind: AlarmKind;
  readonly step: number;
  readonly run: number;
  /** null: it stands with the promise clock. */
  readonly dueAt: number | null;
}

export interface PlannedAlarm {
  readonly alarmId: string;
  /** Unix ms. */
  readonly dueAt: number;
}

export interface Alarm extends AlarmTime {
  readonly alarmId: string;
  readonly orderId: string;
}

export type NewOrderCall = Pick<OrderCallView, 'callId' | 'purpose' | 'agentId' | 'recordingId'>;
export type NewAttachment = Omit<AttachmentView, 'addedAt' | 'addedBy'>;

export interface NewOrder {
  /** The same id again answers with the order it made. null: always a new one. */
  readonly requestId: string | null;
  /** Of what was asked for; a request repeated with another one is refused. */
  readonly contents: string;
  /** 'YYYY-MM-DD': serial numbers count from 1 every day. */
  readonly day: string;
  /** Given its number within the transaction, so that a refused order leaves no gap. */
  readonly build: (serial: string) => Decision;
}

export interface StoredOrder {
  readonly order: WorkOrder;
  /** Alarms with a time, to be planned as jobs. */
  readonly alarms: readonly PlannedAlarm[];
  /** False when a repeated request was answered. */
  readonly isNew: boolean;
}

export interface OrderRecord {
  readonly order: WorkOrder;
  readonly events: readonly OrderEventView[];
  readonly calls: readonly OrderCallView[];
  readonly attachments: readonly AttachmentView[];
}

export type OrderFilter = Omit<OrderQuery, 'assignee' | 'state'> & {
  readonly states?: readonly OrderState[];
  /** null: nobody's. */
  readonly assigneeId?: string | null;
  /** Unix ms: what 'soon' and 'overdue' are measured from. */
  readonly now: number;
};

export interface OrderStore {
  /** @throws UserError conflict: this requestId was used for other contents */
  create(order: NewOrder): Promise<StoredOrder>;
  /**
   * Locks the order and carries out what `decide` makes of it; null changes nothing. What `decide` throws is thrown
   * and nothing is stored. @throws UserError not-found
   */
  change(orderId: string, decide: (order: WorkOrder) => Decision | null): Promise<StoredOrder>;
  /**
   * Rings an alarm that is due at `now`, once: on one server, and only if its transaction commits. 'not-due' when it
   * has been moved, 'gone' when it has rung, was cancelled or its order has gone.
   */
  ring(
    alarmId: string,
    now: number,
    decide: (order: WorkOrder, alarm: Alarm) => Decision,
  ): Promise<StoredOrder | 'not-due' | 'gone'>;
  /** Planned alarms due before `until`, the earliest first. */
  plannedAlarms(until: number, limit: number): Promise<readonly PlannedAlarm[]>;
  find(orderId: string): Promise<WorkOrder | null>;
  record(orderId: string): Promise<OrderRecord | null>;
  bySerial(serial: string): Promise<WorkOrder | null>;
  /** Live orders about a line, newest first. */
  byLine(lineNumber: string, limit: number): Promise<readonly WorkOrder[]>;
  list(filter: OrderFilter): Promise<Page<WorkOrder>>;
  figures(agentId: string | null, now: number): Promise<readonly Omit<DeskFigures, 'names'>[]>;
  audit(orderId: string): Promise<AuditResult | null>;
  attachment(orderId: string, attachmentId: string): Promise<AttachmentView | null>;
  /** Somebody with this agent number may be given orders. */
  isAgent(agentId: string): Promise<boolean>;
}

/** How near is "due soon". */
export const SOON_MS = 4 * 3_600_000;
