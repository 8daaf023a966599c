import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import type { CustomerCard } from '../../server/contract/rest';
import { Contract } from './contract';
import { Customer } from './customer';

type LineView = CustomerCard['lines'][number];

/** A line the customer rents: a telephone number or a broadband account. */
@Entity('lines')
@Index(['customerId'])
@Index(['contractId'])
@Index('lines_key_idx', { synchronize: false })
@Index(['digits'])
@Index('lines_number_idx', { synchronize: false })
@Index('lines_pieces_idx', { synchronize: false })
@Check('lines_kind_check', `kind IN ('fixed', 'mobile', 'broadband')`)
@Check('lines_status_check', `status IN ('active', 'suspended', 'closed')`)
export class Line {
  @PrimaryGeneratedColumn('uuid')
  lineId!: string;

  @Column('uuid')
  customerId!: string;

  @Column('uuid', { nullable: true })
  contractId!: string | null;

  @Column('integer', { default: 0 })
  position!: number;

  /** As written on the contract; a broadband account need not be a telephone number. */
  @Column('text')
  number!: string;

  @Column('text', { nullable: true })
  e164!: string | null;

  @Column('text', { nullable: true })
  digits!: string | null;

  @Column('text')
  kind!: LineView['kind'];

  @Column('text')
  status!: LineView['status'];

  @Column('text', { nullable: true })
  address!: string | null;

  /** Codes of what is switched on: 'call-forwarding', … */
  @Column('text', { array: true, default: '{}' })
  features!: string[];

  /** Without the trunk 0. */
  @Column('text', { nullable: true })
  areaCode!: string | null;

  @Column('date', { nullable: true })
  since!: string | null;

  /** Grows by one at every change of this row: a change of an older picture is refused. */
  @Column('integer', { default: 1 })
  version!: number;

  @ManyToOne(() => Customer, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'customer_id', referencedColumnName: 'customerId' })
  customer?: Customer;

  @ManyToOne(() => Contract, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'contract_id', referencedColumnName: 'contractId' })
  contract?: Contract;
}
