import {
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  Unique,
} from 'typeorm';
import { Customer } from './customer';
import { Line } from './line';

/** An order in the business system: a line to be installed, moved or changed. Not a work order of ours (tickets). */
@Entity('service_orders')
@Unique(['orderNumber'])
@Index(['customerId', 'createdAt'])
@Index(['lineId', 'createdAt'])
@Index(['contactKey', 'createdAt'])
@Index(['serial'])
@Index(['createdAt', 'orderId'])
@Index(['stage', 'createdAt'])
@Index(['type', 'createdAt'])
@Index('service_orders_promised_idx', { synchronize: false })
@Index('service_orders_open_idx', { synchronize: false })
export class ServiceOrderRow {
  @PrimaryGeneratedColumn('uuid')
  orderId!: string;

  @Column('text')
  orderNumber!: string;

  /** Code: 'new-line', 'move', 'change-number', … */
  @Column('text')
  type!: string;

  /** Code: 'accepted', 'assigned', 'on-site', … */
  @Column('text')
  stage!: string;

  @Column('date', { nullable: true })
  promisedDate!: string | null;

  @Column('uuid', { nullable: true })
  customerId!: string | null;

  @Column('uuid', { nullable: true })
  lineId!: string | null;

  /** Key of the number the customer is called at: a new line has no number yet. */
  @Column('text', { nullable: true })
  contactKey!: string | null;

  /** Serial number of the work order that caused it. */
  @Column('text', { nullable: true })
  serial!: string | null;

  /** When it was finished or cancelled; null: it is open. */
  @Column('timestamptz', { nullable: true })
  closedAt!: Date | null;

  @Column('integer', { default: 1 })
  version!: number;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;

  @ManyToOne(() => Customer, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'customer_id', referencedColumnName: 'customerId' })
  customer?: Customer;

  @ManyToOne(() => Line, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'line_id', referencedColumnName: 'lineId' })
  line?: Line;
}
