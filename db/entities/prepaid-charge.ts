import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
} from 'typeorm';
import { PrepaidCard } from './prepaid-card';

/** What came of a charge, once per payment and never changed. */
@Entity('prepaid_charges')
@Index(['cardId', 'at'])
@Check('prepaid_charges_state_check', `state IN ('accepted', 'declined')`)
@Check('prepaid_charges_amount_check', `amount > 0`)
export class PrepaidCharge {
  @PrimaryColumn('text')
  paymentId!: string;

  /** null: there was no such card. */
  @Column('uuid', { nullable: true })
  cardId!: string | null;

  @Column('text')
  billId!: string;

  /** In fen. */
  @Column('bigint')
  amount!: string;

  @Column('text')
  state!: 'accepted' | 'declined';

  @Column('text', { nullable: true })
  reason!: string | null;

  @CreateDateColumn({ type: 'timestamptz' })
  at!: Date;

  @ManyToOne(() => PrepaidCard)
  @JoinColumn({ name: 'card_id', referencedColumnName: 'cardId' })
  card?: PrepaidCard;
}
