import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Customer } from './customer';

/** What somebody wrote down about a customer. Never edited. */
@Entity('customer_notes')
@Index(['customerId', 'at'])
export class CustomerNote {
  @PrimaryGeneratedColumn('uuid')
  noteId!: string;

  @Column('uuid')
  customerId!: string;

  @Column('text')
  author!: string;

  @Column('timestamptz')
  at!: Date;

  @Column('text')
  text!: string;

  @Column('boolean', { default: false })
  pinned!: boolean;

  @ManyToOne(() => Customer, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'customer_id', referencedColumnName: 'customerId' })
  customer?: Customer;
}
