import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  Unique,
} from 'typeorm';
import type { DeliveryView } from '../../server/contract/integration';
import { WebhookRow } from './webhook';

/** One event for one receiver, and how sending it went. */
@Entity('webhook_deliveries')
@Unique(['webhookId', 'eventId'])
@Index(['webhookId', 'createdAt'])
@Index('webhook_deliveries_pending_idx', ['createdAt'], { where: `state = 'pending'` })
@Check('webhook_deliveries_state_check', `state IN ('pending', 'delivered', 'failed')`)
export class WebhookDeliveryRow {
  @PrimaryGeneratedColumn('uuid')
  deliveryId!: string;

  @Column('uuid')
  webhookId!: string;

  @Column('text')
  eventId!: string;

  @Column('text')
  eventType!: string;

  /** The very bytes that are signed and sent. */
  @Column('text')
  body!: string;

  @Column('text', { default: 'pending' })
  state!: DeliveryView['state'];

  @Column('integer', { default: 0 })
  attempts!: number;

  @Column('integer', { nullable: true })
  lastStatus!: number | null;

  @Column('text', { nullable: true })
  lastError!: string | null;

  @Column('timestamptz', { nullable: true })
  lastAttemptAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  nextAttemptAt!: Date | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;

  @ManyToOne(() => WebhookRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'webhook_id', referencedColumnName: 'webhookId' })
  webhook?: WebhookRow;
}
