import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import type { BillView } from '../../server/contract/customer-data';
import { Contract } from './contract';
import { Customer } from './customer';
import { Line } from './line';

/**
 * What is owed for one month, for one line or (without a line) for a whole contract. Whether it is overdue is told
 * by its due date and never stored, so that nothing has to be done at midnight.
 */
@Entity('bills')
@Index(['customerId', 'month'])
@Index(['month', 'billId'])
@Index(['month', 'kind', 'billId'])
@Index('bills_line_id_month_kind_key', { synchronize: false })
@Index('bills_contract_id_month_kind_key', { synchronize: false })
@Index('bills_unpaid_idx', { synchronize: false })
@Index('bills_unpaid_kind_idx', { synchronize: false })
@Index('bills_unpaid_month_idx', { synchronize: false })
@Check('bills_account_check', `line_id IS NOT NULL OR contract_id IS NOT NULL`)
@Check('bills_kind_check', `kind IN ('telephone', 'water', 'electricity', 'gas')`)
@Check('bills_month_check', `month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'`)
@Check('bills_amounts_check', `amount >= 0 AND paid >= 0`)
export class Bill {
  @PrimaryGeneratedColumn('uuid')
  billId!: string;

  @Column('uuid')
  customerId!: string;

  @Column('uuid', { nullable: true })
  contractId!: string | null;

  @Column('uuid', { nullable: true })
  lineId!: string | null;

  @Column('text')
  kind!: BillView['kind'];

  /** 'YYYY-MM' */
  @Column('text')
  month!: string;

  /** In fen, as is `paid`. */
  @Column('integer')
  amount!: number;

  @Column('integer', { default: 0 })
  paid!: number;

  @Column('date')
  dueDate!: string;

  @ManyToOne(() => Customer, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'customer_id', referencedColumnName: 'customerId' })
  customer?: Customer;

  @ManyToOne(() => Contract, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'contract_id', referencedColumnName: 'contractId' })
  contract?: Contract;

  @ManyToOne(() => Line, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'line_id', referencedColumnName: 'lineId' })
  line?: Line;
}
