import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import type { CustomerCard } from '../../server/contract/rest';
import { Customer } from './customer';

type LineView = CustomerCard['lines'][number];

/** A line the customer rents: a telephone number or a broadband account. */
@Entity('lines')
@Index(['customerId'])
@Index(['e164'])
@Index(['digits'])
@Check('lines_kind_check', `kind IN ('fixed', 'mobile', 'broadband')`)
@Check('lines_status_check', `status IN ('active', 'suspended', 'closed')`)
export class Line {
  @PrimaryGeneratedColumn('uuid')
  lineId!: string;

  @Column('uuid')
  customerId!: string;

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

  @ManyToOne(() => Customer, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'customer_id', referencedColumnName: 'customerId' })
  customer?: Customer;
}
