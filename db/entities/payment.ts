import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { AccountRef, BillKind } from '../../server/crm/business-system';
import type { PaymentState } from '../../server/selfservice/payment-store';

/** A bill paid in a call. What it was paid with is not here: a card's digits are money. */
@Entity('payments')
@Index(['customerId', 'startedAt'])
@Index(['startedAt'])
// One that is accepted or may still be keeps its bill from being paid again.
@Index(['billId'], { unique: true, where: `state <> 'declined'` })
@Check('payments_state_check', `state IN ('started', 'pending', 'unknown', 'accepted', 'declined')`)
@Check('payments_account_kind_check', `account_kind IN ('line', 'contract')`)
@Check('payments_bill_kind_check', `bill_kind IN ('telephone', 'water', 'electricity', 'gas')`)
@Check('payments_amount_check', `amount > 0`)
export class PaymentRow {
  /** The flow's request. */
  @PrimaryColumn('text')
  paymentId!: string;

  @Column('text')
  state!: PaymentState;

  @Column('text', { nullable: true })
  reason!: string | null;

  /** The connector's own number of it. */
  @Column('text', { nullable: true })
  reference!: string | null;

  @Column('text')
  accountKind!: AccountRef['kind'];

  @Column('text')
  accountNumber!: string;

  @Column('uuid', { nullable: true })
  customerId!: string | null;

  /** Text: bills of an external system have ids of its own. */
  @Column('text')
  billId!: string;

  @Column('text')
  billKind!: BillKind;

  /** In the smallest unit of the currency. */
  @Column('integer')
  amount!: number;

  @Column('uuid', { nullable: true })
  callId!: string | null;

  @Column('text')
  callerNumber!: string;

  @Column('timestamptz')
  startedAt!: Date;

  @Column('timestamptz', { nullable: true })
  resolvedAt!: Date | null;

  /** When the business system was told. */
  @Column('timestamptz', { nullable: true })
  recordedAt!: Date | null;
}
