import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ScoreCard } from '../../server/contract/quality-config';
import type {
  Answers,
  Person,
  Review as ReviewView,
  ReviewComment,
  reviewOrigins,
  reviewStates,
} from '../../server/contract/reviews';

/**
 * One reviewer's word on an agent's part in a call, with the score card as it was then. A call is reviewed once; in a calibration by several.
 */
@Entity('reviews')
@Index('reviews_call_idx', ['callId'], { unique: true, where: 'calibration_id IS NULL' })
@Index('reviews_calibration_idx', ['calibrationId', 'reviewerLogin'], {
  unique: true,
  where: 'calibration_id IS NOT NULL',
})
@Index(['agentId', 'createdAt'])
@Index(['state', 'createdAt'])
@Index(['ruleId', 'week'])
@Index('reviews_untold_idx', ['createdAt'], { where: 'is_untold' })
@Check('reviews_origin_check', `origin IN ('drawn', 'chosen', 'calibration')`)
@Check('reviews_calibration_check', `(calibration_id IS NOT NULL) = (origin = 'calibration')`)
@Check(
  'reviews_rule_check',
  `(rule_id IS NOT NULL) = (origin = 'drawn') AND (week IS NOT NULL) = (origin = 'drawn')`,
)
@Check('reviews_state_check', `state IN ('open', 'finished')`)
@Check(
  'reviews_finished_check',
  `(state = 'finished') = (mark IS NOT NULL) AND (state = 'finished') = (finished_at IS NOT NULL)`,
)
@Check('reviews_mark_check', `mark BETWEEN 0 AND 10000`)
@Check('reviews_reply_check', `replied IS NULL OR state = 'finished'`)
@Check('reviews_answer_check', `answered IS NULL OR replied IS NOT NULL`)
export class Review {
  @PrimaryColumn('uuid')
  reviewId!: string;

  @Column('uuid')
  callId!: string;

  @Column('text')
  agentId!: string;

  @Column('text', { nullable: true })
  queueId!: string | null;

  @Column('timestamptz')
  callStartedAt!: Date;

  @Column('integer', { nullable: true })
  talkMs!: number | null;

  @Column('text')
  origin!: (typeof reviewOrigins)[number];

  @Column('text', { nullable: true })
  ruleId!: string | null;

  /** The Monday of the week it was drawn of. */
  @Column('date', { nullable: true })
  week!: string | null;

  @Column('uuid', { nullable: true })
  calibrationId!: string | null;

  @Column('jsonb')
  card!: ScoreCard;

  @Column('integer')
  cardVersion!: number;

  @Column('text', { default: 'open' })
  state!: (typeof reviewStates)[number];

  /** Whose it is; null: whoever takes it. */
  @Column('text', { nullable: true })
  reviewerLogin!: string | null;

  @Column('text', { nullable: true })
  reviewerName!: string | null;

  @Column('jsonb', { default: {} })
  answers!: Answers;

  @Column('jsonb', { default: [] })
  comments!: ReviewComment[];

  @Column('text', { default: '' })
  remark!: string;

  /** Hundredths of a point of 100. */
  @Column('integer', { nullable: true })
  mark!: number | null;

  @Column('boolean', { default: false })
  isFatal!: boolean;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  finishedAt!: Date | null;

  /** What the agent said of it. */
  @Column('jsonb', { nullable: true })
  replied!: ReviewView['replied'];

  /** What he was answered. */
  @Column('jsonb', { nullable: true })
  answered!: ReviewView['answered'];

  /** The event log has not been told its mark. */
  @Column('boolean', { default: false })
  isUntold!: boolean;
}

/** A call that several reviewers review, each for himself. */
@Entity('calibrations')
@Index(['createdAt'])
export class CalibrationEntity {
  @PrimaryColumn('uuid')
  calibrationId!: string;

  @Column('jsonb')
  createdBy!: Person;

  @Column('timestamptz')
  createdAt!: Date;
}
