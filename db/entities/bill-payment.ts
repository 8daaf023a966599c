import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Bill } from './bill';

/** A payment that was booked on a bill. Its id comes from whoever took the money: the same one is booked once. */
@Entity('bill_payments')
@Index(['billId'])
@Check('bill_payments_amount_check', `amount > 0`)
export class BillPayment {
  @PrimaryColumn('text')
  paymentId!: string;

  @Column('uuid')
  billId!: string;

  /** In fen. */
  @Column('integer')
  amount!: number;

  @Column('timestamptz')
  paidAt!: Date;

  @ManyToOne(() => Bill, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'bill_id', referencedColumnName: 'billId' })
  bill?: Bill;
}
