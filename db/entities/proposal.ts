import { Check, Column, CreateDateColumn, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { ApprovalRuleId } from '../../server/contract/approval';
import type { ProposalView } from '../../server/contract/maintenance';

/** A change of a price or an announcement that somebody else must approve. */
@Entity('proposals')
@Index(['proposedAt'])
@Index(['state', 'proposedAt'])
@Check('proposals_subject_check', `subject IN ('information-item', 'sound')`)
@Check('proposals_state_check', `state IN ('pending', 'approved', 'rejected', 'withdrawn')`)
@Check('proposals_four_eyes_check', `state <> 'approved' OR decided_by <> proposed_by`)
export class Proposal {
  @PrimaryGeneratedColumn('uuid')
  proposalId!: string;

  @Column('text')
  subject!: ProposalView['subject'];

  @Column('text')
  subjectId!: string;

  /** Of the item, when it was seen; null for a new one, and for a sound. */
  @Column('integer', { nullable: true })
  version!: number | null;

  /** The fields as they were seen. */
  @Column('jsonb')
  before!: Record<string, unknown>;

  @Column('jsonb')
  after!: Record<string, unknown>;

  /** Those that were on for the proposer. */
  @Column('text', { array: true, default: '{}' })
  rules!: ApprovalRuleId[];

  /** A WAV as it was uploaded. */
  @Column('bytea', { nullable: true, select: false })
  recording!: Buffer | null;

  @Column('text', { default: 'pending' })
  state!: ProposalView['state'];

  @Column('text')
  proposedBy!: string;

  @Column('text')
  why!: string;

  @CreateDateColumn({ type: 'timestamptz' })
  proposedAt!: Date;

  @Column('text', { nullable: true })
  decidedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  decidedAt!: Date | null;

  @Column('text', { nullable: true })
  reason!: string | null;
}
