import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An information item that a caller bought. */
@Entity('charges')
@Index(['customerId', 'acceptedAt'])
@Index(['acceptedAt'])
@Check('charges_price_check', `price > 0`)
export class ChargeRow {
  /** The flow's request: one acceptance is charged once. */
  @PrimaryColumn('text')
  chargeId!: string;

  @Column('text')
  itemId!: string;

  @Column('text')
  category!: string;

  @Column('integer')
  price!: number;

  @Column('uuid')
  callId!: string;

  @Column('text')
  callerNumber!: string;

  @Column('uuid', { nullable: true })
  customerId!: string | null;

  @Column('timestamptz')
  acceptedAt!: Date;
}
