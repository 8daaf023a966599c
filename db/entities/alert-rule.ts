import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';
import type { AlertMeasure } from '../../server/contract/alert-measures';

/** When supervisors are told of a figure. */
@Entity('alert_rules')
export class AlertRule {
  @PrimaryColumn('uuid')
  ruleId!: string;

  @Column('text')
  name!: string;

  @Column('text')
  measure!: AlertMeasure;

  @Column('double precision')
  threshold!: number;

  @Column('integer')
  forS!: number;

  @Column('text', { nullable: true })
  queueId!: string | null;

  @Column('text', { array: true })
  roles!: ('supervisor' | 'admin')[];

  @Column('text', { array: true })
  emails!: string[];

  @Column('boolean')
  active!: boolean;

  @Column('text')
  createdBy!: string;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;
}
