import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { AccountStatus } from '../../server/contract/customer-data';
import { Customer } from './customer';

/** An agreement under which a customer has lines and gets bills. */
@Entity('contracts')
@Unique(['contractNumber'])
@Index(['customerId'])
@Index(['digits'])
@Index('contracts_number_prefix_idx', { synchronize: false })
@Check('contracts_status_check', `status IN ('active', 'suspended', 'closed')`)
export class Contract {
  @PrimaryGeneratedColumn('uuid')
  contractId!: string;

  @Column('uuid')
  customerId!: string;

  /** As written, in capitals. */
  @Column('text')
  contractNumber!: string;

  /** The number's digits alone: what a caller can type. */
  @Column('text')
  digits!: string;

  @Column('text', { default: 'active' })
  status!: AccountStatus;

  @Column('date', { nullable: true })
  since!: string | null;

  /** Grows by one at every change of this row: a change of an older picture is refused. */
  @Column('integer', { default: 1 })
  version!: number;

  @ManyToOne(() => Customer, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'customer_id', referencedColumnName: 'customerId' })
  customer?: Customer;
}
