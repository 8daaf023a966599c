import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { OpenAlertState } from '../../server/alerts/alert.machine';
import type { AlertNews } from '../../server/alerts/alert-store';
import type { AlertMeasure } from '../../server/contract/alert-measures';

/** A rule that is, or was, broken; one that never was for long enough is removed again. */
@Entity('alerts')
@Check('alerts_state_check', `state IN ('pending', 'raised', 'clearing', 'cleared')`)
@Index('alerts_open_idx', ['ruleId', 'subject'], { unique: true, where: `state <> 'cleared'` })
@Index('alerts_untold_idx', ['raisedAt'], { where: `untold <> '{}'::text[]` })
@Index('alerts_raised_at_idx', ['raisedAt'])
export class Alert {
  @PrimaryColumn('uuid')
  alertId!: string;

  /** No reference: the rule may be gone. */
  @Column('uuid')
  ruleId!: string;

  /** A queue; '' is the whole centre. */
  @Column('text')
  subject!: string;

  @Column('text')
  state!: OpenAlertState | 'cleared';

  /** When the present state began; of a raised one, since when it was over the limit. */
  @Column('timestamptz')
  since!: Date;

  /** When it first was over its limit. */
  @Column('timestamptz')
  beganAt!: Date;

  @Column('text')
  name!: string;

  @Column('text')
  measure!: AlertMeasure;

  @Column('double precision')
  threshold!: number;

  @Column('text', { array: true })
  roles!: string[];

  @Column('text', { array: true })
  emails!: string[];

  @Column('double precision')
  value!: number;

  @Column('timestamptz', { nullable: true })
  raisedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  acknowledgedAt!: Date | null;

  @Column('text', { nullable: true })
  acknowledgedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  clearedAt!: Date | null;

  /** What of it has not been told yet. */
  @Column('text', { array: true })
  untold!: AlertNews[];
}
