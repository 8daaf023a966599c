import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Customer } from './customer';

/** What an agent means to do. */
@Entity('personal_tasks')
@Index(['agentId', 'doneAt', 'dueAt'])
@Check('personal_tasks_text_check', `char_length(text) BETWEEN 1 AND 500`)
export class PersonalTask {
  @PrimaryColumn('uuid')
  taskId!: string;

  @Column('text')
  agentId!: string;

  @Column('text')
  text!: string;

  @Column('timestamptz', { nullable: true })
  dueAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  doneAt!: Date | null;

  @Column('uuid', { nullable: true })
  customerId!: string | null;

  /** No reference: the record of a call in progress is not there yet. */
  @Column('uuid', { nullable: true })
  callId!: string | null;

  @Column('uuid', { nullable: true })
  orderId!: string | null;

  @Column('text')
  createdBy!: string;

  @Column('timestamptz')
  createdAt!: Date;

  @ManyToOne(() => Customer, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'customer_id', referencedColumnName: 'customerId' })
  customer?: Customer | null;
}
