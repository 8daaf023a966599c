import { Check, Column, CreateDateColumn, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { CustomerSummary } from '../../server/contract/rest';

/** Somebody we have a contract or contact with. */
@Entity('customers')
@Unique(['contractNumber'])
@Index(['name', 'customerId'])
@Check('customers_kind_check', `kind IN ('person', 'company', 'key-account')`)
export class Customer {
  @PrimaryGeneratedColumn('uuid')
  customerId!: string;

  @Column('text')
  name!: string;

  @Column('text')
  kind!: CustomerSummary['kind'];

  @Column('text', { nullable: true })
  contractNumber!: string | null;

  @Column('text', { nullable: true })
  address!: string | null;

  @Column('text', { default: '' })
  notes!: string;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;
}
