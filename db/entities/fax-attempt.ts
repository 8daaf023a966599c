import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import type { FaxOutcome } from '../../server/contract/fax';
import { Fax } from './fax';

/** One try to send a fax, and how it went. */
@Entity('fax_attempts')
@Unique(['faxId', 'number'])
@Index('fax_attempts_open_fax_idx', ['faxId'], { unique: true, where: 'ended_at IS NULL' })
@Index('fax_attempts_open_leg_idx', ['legId'], { unique: true, where: 'ended_at IS NULL' })
@Check(
  'fax_attempts_outcome_check',
  `outcome IN ('sent', 'busy', 'no-answer', 'wrong-number', 'refused', 'no-fax', 'broken', 'congestion', 'lost')`,
)
export class FaxAttempt {
  @PrimaryColumn('uuid')
  attemptId!: string;

  @Column('uuid')
  faxId!: string;

  @ManyToOne(() => Fax, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'fax_id' })
  fax?: Fax;

  /** 1, 2, 3… of the fax. */
  @Column('integer')
  number!: number;

  @Column('integer')
  round!: number;

  @Column('uuid')
  legId!: string;

  @Column('text')
  switchId!: string;

  @Column('boolean')
  t38!: boolean;

  @Column('boolean')
  ecm!: boolean;

  @Column('boolean')
  v17!: boolean;

  @Column('timestamptz')
  startedAt!: Date;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  @Column('text', { nullable: true })
  outcome!: FaxOutcome | null;

  /** spandsp's T30_ERR_…; null when the machines never spoke. */
  @Column('integer', { nullable: true })
  resultCode!: number | null;

  @Column('text', { nullable: true })
  resultText!: string | null;

  @Column('text', { nullable: true })
  cause!: string | null;

  @Column('integer', { nullable: true })
  sipStatus!: number | null;

  @Column('integer', { default: 0 })
  pagesSent!: number;

  /** Bit/s. */
  @Column('integer', { default: 0 })
  rate!: number;

  @Column('boolean', { default: false })
  usedT38!: boolean;
}
