import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { OrderState } from '../../server/contract/tickets';
import type { OrderActor, WorkOrder as Order } from '../../server/tickets/work-order';

/**
 * A work order as it stands; how it came to be is in work_order_events. No foreign keys to people and calls: an order
 * outlives both.
 */
@Entity('work_orders')
@Unique(['serial'])
@Unique(['requestId'])
@Index(['desk', 'state', 'dueAt'])
@Index(['state', 'dueAt'])
@Index(['assigneeId', 'state'])
@Index(['customerId', 'createdAt'])
@Index(['contactKey'])
@Index(['lineKey'])
@Index(['callId'])
@Index(['createdAt', 'orderId'])
@Index(['closedAt'])
@Check('work_orders_serial_check', `serial ~ '^[0-9]{9,11}$'`)
@Check(
  'work_orders_state_check',
  `state IN ('open', 'assigned', 'in-progress', 'waiting-for-customer', 'return-call', 'resolved', 'closed', 'cancelled')`,
)
@Check('work_orders_priority_check', `priority BETWEEN 0 AND 3`)
@Check('work_orders_clock_check', `clock_state = 'ended' OR (clock_state = 'paused') = (due_at IS NULL)`)
export class WorkOrder {
  @PrimaryColumn('uuid')
  orderId!: string;

  @Column('text')
  serial!: string;

  @Column('text', { nullable: true })
  requestId!: string | null;

  /** Digest of what was asked for under the request id. */
  @Column('text')
  requestContents!: string;

  @Column('text')
  pack!: string;

  @Column('text')
  type!: string;

  @Column('text')
  state!: OrderState;

  @Column('text')
  desk!: string;

  @Column('text')
  stage!: string;

  /** Place in orderPriorities, so that it sorts. */
  @Column('smallint')
  priority!: number;

  @Column('text')
  subject!: string;

  @Column('text')
  text!: string;

  @Column('jsonb')
  fields!: Record<string, string>;

  @Column('jsonb')
  documents!: string[];

  @Column('text')
  language!: Order['language'];

  @Column('uuid', { nullable: true })
  customerId!: string | null;

  @Column('text', { nullable: true })
  customerName!: string | null;

  @Column('text', { nullable: true })
  contactName!: string | null;

  @Column('text', { nullable: true })
  contactNumber!: string | null;

  /** The keys numbers are found under (server/crm/number-matching.ts). */
  @Column('text', { nullable: true })
  contactKey!: string | null;

  @Column('text', { nullable: true })
  lineNumber!: string | null;

  @Column('text', { nullable: true })
  lineKey!: string | null;

  @Column('text', { nullable: true })
  contractNumber!: string | null;

  @Column('uuid', { nullable: true })
  callId!: string | null;

  @Column('text', { nullable: true })
  assigneeId!: string | null;

  @Column('jsonb')
  createdBy!: OrderActor;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  updatedAt!: Date;

  @Column('timestamptz', { nullable: true })
  closedAt!: Date | null;

  @Column('text', { nullable: true })
  result!: string | null;

  @Column('boolean')
  survey!: boolean;

  @Column('boolean')
  returnCallNeeded!: boolean;

  @Column('boolean')
  returnCallDone!: boolean;

  @Column('integer')
  reopened!: number;

  @Column('timestamptz', { nullable: true })
  breachedAt!: Date | null;

  @Column('uuid', { nullable: true })
  parentOrderId!: string | null;

  @Column('text')
  clockState!: Order['clock']['state'];

  @Column('integer')
  clockRun!: number;

  /** bigint columns arrive as text. */
  @Column('bigint')
  clockTotalMs!: string;

  @Column('bigint', { nullable: true })
  clockRemainingMs!: string | null;

  @Column('timestamptz', { nullable: true })
  dueAt!: Date | null;

  @Column('integer')
  events!: number;

  /** Keyed digest of the number of events and the last one's hash. */
  @Column('text')
  chainSeal!: string;
}
