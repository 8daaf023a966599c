import { Check, Column, Entity, Generated, Index, PrimaryColumn } from 'typeorm';
import type { OutboxState } from '../../server/crm/payment-outbox';

/** A payment that an external business system must be told of (server/crm/payment-outbox.ts). */
@Entity('payment_outbox')
@Index(['billId', 'position'])
@Index(['state', 'nextTryAt'])
@Index(['position'], { unique: true })
@Check('payment_outbox_state_check', `state IN ('waiting', 'delivered', 'refused', 'settled')`)
@Check('payment_outbox_amount_check', `amount > 0`)
export class PaymentOutboxRow {
  @PrimaryColumn('text')
  paymentId!: string;

  /** The order they were made in. */
  @Column('bigint')
  @Generated('increment')
  position!: string;

  /** The external system's own id of the bill. */
  @Column('text')
  billId!: string;

  /** In fen. */
  @Column('bigint')
  amount!: string;

  @Column('timestamptz')
  paidAt!: Date;

  @Column('text', { default: 'waiting' })
  state!: OutboxState;

  @Column('integer', { default: 0 })
  attempts!: number;

  @Column('timestamptz')
  nextTryAt!: Date;

  /** Until then one server is telling it. */
  @Column('timestamptz', { nullable: true })
  claimedUntil!: Date | null;

  @Column('text', { nullable: true })
  lastError!: string | null;

  @Column('timestamptz', { nullable: true })
  deliveredAt!: Date | null;

  @Column('text', { nullable: true })
  note!: string | null;
}
