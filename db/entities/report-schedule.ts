import { Check, Column, CreateDateColumn, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ReportScheduleRequest } from '../../server/contract/report-schedules';

/** A report that is sent by e-mail at its times. */
@Entity('report_schedules')
@Index(['nextAt'])
export class ReportSchedule {
  @PrimaryColumn('uuid')
  scheduleId!: string;

  /** As it was asked for. */
  @Column('jsonb')
  wish!: ReportScheduleRequest;

  /** null: it is not active. */
  @Column('timestamptz', { nullable: true })
  nextAt!: Date | null;

  @Column('text')
  createdBy!: string;

  @Column('text')
  changedBy!: string;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;
}

/** One mail of it; what became of it stays when the schedule is gone. */
@Entity('report_deliveries')
@Index(['state', 'tryAt'])
@Index(['dueAt'])
@Index('report_deliveries_due_once_idx', ['scheduleId', 'dueAt'], { unique: true, where: 'asked_by IS NULL' })
@Check('report_deliveries_state_check', `state IN ('planned', 'sending', 'sent', 'failed', 'unsure')`)
export class ReportDelivery {
  @PrimaryColumn('uuid')
  deliveryId!: string;

  @Column('uuid')
  scheduleId!: string;

  /** As the schedule was then. */
  @Column('jsonb')
  wish!: ReportScheduleRequest;

  /** Days it is about. */
  @Column('date')
  fromDay!: string;

  @Column('date')
  toDay!: string;

  @Column('text', { array: true })
  emails!: string[];

  @Column('text', { nullable: true })
  askedBy!: string | null;

  @Column('timestamptz')
  dueAt!: Date;

  @Column('text')
  state!: 'planned' | 'sending' | 'sent' | 'failed' | 'unsure';

  @Column('timestamptz')
  tryAt!: Date;

  @Column('timestamptz', { nullable: true })
  claimedUntil!: Date | null;

  @Column('integer', { default: 0 })
  tries!: number;

  @Column('text', { nullable: true })
  fault!: string | null;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;
}
