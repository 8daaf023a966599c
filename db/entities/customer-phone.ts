import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { Customer } from './customer';

/** A number a customer can be reached at or calls from. */
@Entity('customer_phones')
@Unique(['customerId', 'digits'])
@Index('customer_phones_key_idx', { synchronize: false })
@Index(['digits'])
@Index('customer_phones_pieces_idx', { synchronize: false })
export class CustomerPhone {
  @PrimaryGeneratedColumn('uuid')
  phoneId!: string;

  @Column('uuid')
  customerId!: string;

  /** Place on the card; the first is the main number. */
  @Column('integer', { default: 0 })
  position!: number;

  @Column('text')
  asWritten!: string;

  /** null for internal and local numbers. */
  @Column('text', { nullable: true })
  e164!: string | null;

  /** As dialled nationally, digits only (server/crm/number-matching.ts). */
  @Column('text')
  digits!: string;

  @ManyToOne(() => Customer, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'customer_id', referencedColumnName: 'customerId' })
  customer?: Customer;
}
