import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Unique,
} from 'typeorm';
import type { OrderActor } from '../../server/tickets/work-order';
import { WorkOrder } from './work-order';

/** The day's orders so far. Counted in the order's own transaction: a refused order leaves no gap. */
@Entity('work_order_days')
export class WorkOrderDay {
  @PrimaryColumn('text')
  day!: string;

  @Column('integer')
  orders!: number;
}

/** The chain of an order. Rows are only ever added: a trigger refuses anything else. */
@Entity('work_order_events')
export class WorkOrderEvent {
  @PrimaryColumn('uuid')
  orderId!: string;

  @PrimaryColumn('integer')
  seq!: number;

  @Column('timestamptz')
  at!: Date;

  @Column('jsonb')
  actor!: OrderActor;

  @Column('text')
  type!: string;

  @Column('jsonb')
  data!: Record<string, unknown>;

  @Column('text')
  previousHash!: string;

  @Column('text')
  hash!: string;

  @ManyToOne(() => WorkOrder)
  @JoinColumn({ name: 'order_id', referencedColumnName: 'orderId' })
  order?: WorkOrder;
}

/** What the promise clock will do when. A row rings once: planned → rung. */
@Entity('work_order_alarms')
@Unique(['orderId', 'run', 'kind', 'step'])
@Index(['state', 'dueAt'])
@Check('work_order_alarms_kind_check', `kind IN ('reminder', 'escalation', 'breach')`)
@Check('work_order_alarms_state_check', `state IN ('planned', 'rung', 'cancelled')`)
export class WorkOrderAlarm {
  @PrimaryGeneratedColumn('uuid')
  alarmId!: string;

  @Column('uuid')
  orderId!: string;

  @Column('integer')
  run!: number;

  @Column('text')
  kind!: 'reminder' | 'escalation' | 'breach';

  @Column('integer')
  step!: number;

  /** null while the clock stands. */
  @Column('timestamptz', { nullable: true })
  dueAt!: Date | null;

  @Column('text')
  state!: 'planned' | 'rung' | 'cancelled';

  @Column('timestamptz', { nullable: true })
  rungAt!: Date | null;

  @ManyToOne(() => WorkOrder)
  @JoinColumn({ name: 'order_id', referencedColumnName: 'orderId' })
  order?: WorkOrder;
}

/** A call that belongs to an order. */
@Entity('work_order_calls')
@Index(['callId'])
@Check('work_order_calls_purpose_check', `purpose IN ('origin', 'return-call', 'other')`)
export class WorkOrderCall {
  @PrimaryColumn('uuid')
  orderId!: string;

  @PrimaryColumn('uuid')
  callId!: string;

  @Column('text')
  purpose!: 'origin' | 'return-call' | 'other';

  @Column('timestamptz')
  at!: Date;

  @Column('text', { nullable: true })
  agentId!: string | null;

  @Column('text', { nullable: true })
  recordingId!: string | null;

  @ManyToOne(() => WorkOrder)
  @JoinColumn({ name: 'order_id', referencedColumnName: 'orderId' })
  order?: WorkOrder;
}

/** A file of an order; its bytes are in the blob store under their SHA-256. */
@Entity('work_order_attachments')
@Index(['orderId'])
@Check('work_order_attachments_sha256_check', `sha256 ~ '^[0-9a-f]{64}$'`)
export class WorkOrderAttachment {
  @PrimaryColumn('uuid')
  attachmentId!: string;

  @Column('uuid')
  orderId!: string;

  @Column('text')
  name!: string;

  @Column('text')
  mediaType!: string;

  @Column('integer')
  bytes!: number;

  @Column('text')
  sha256!: string;

  @Column('timestamptz')
  addedAt!: Date;

  @Column('jsonb')
  addedBy!: OrderActor;

  @ManyToOne(() => WorkOrder)
  @JoinColumn({ name: 'order_id', referencedColumnName: 'orderId' })
  order?: WorkOrder;
}

/** Domain events that are still to be handed to the stream: written with what they tell of. */
@Entity('work_order_news')
export class WorkOrderNews {
  @PrimaryGeneratedColumn('increment', { type: 'bigint' })
  newsId!: string;

  @Column('jsonb')
  event!: Record<string, unknown>;
}
