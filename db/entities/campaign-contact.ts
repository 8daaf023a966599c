import { Check, Column, CreateDateColumn, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { DialResult } from '../../server/contract/campaigns';

/** One line of a campaign's list. */
@Entity('campaign_contacts')
@Unique('campaign_contacts_line_key', ['campaignId', 'line'])
@Check('campaign_contacts_state_check', `state IN ('open', 'dialing', 'done')`)
@Index('campaign_contacts_due_idx', ['campaignId', 'rank', 'nextAt'], { where: `state = 'open'` })
@Index('campaign_contacts_standing_idx', ['campaignId', 'state', 'mark'])
@Index('campaign_contacts_number_idx', ['numberKey'])
@Index('campaign_contacts_reserved_idx', ['reservedBy'], { where: 'reserved_by IS NOT NULL' })
export class CampaignContact {
  @PrimaryColumn('uuid')
  contactId!: string;

  @Column('text')
  campaignId!: string;

  /** The list's own name for it, or its number. */
  @Column('text')
  line!: string;

  @Column('text')
  number!: string;

  @Column('text')
  numberKey!: string;

  @Column('text')
  name!: string;

  @Column('uuid', { nullable: true })
  customerId!: string | null;

  @Column('text', { nullable: true })
  timeZone!: string | null;

  @Column('boolean')
  consent!: boolean;

  /** Lower is called first: the list's priority, negated. */
  @Column('integer')
  rank!: number;

  @Column('jsonb')
  variables!: Record<string, string>;

  @Column('text')
  state!: 'open' | 'dialing' | 'done';

  /** Calls that were placed. */
  @Column('integer')
  attempts!: number;

  /** Not to be decided before. */
  @Column('timestamptz')
  nextAt!: Date;

  /** The present one. */
  @Column('uuid', { nullable: true })
  attemptId!: string | null;

  /** The agent who looks at it, and until when nobody else is given it. */
  @Column('text', { nullable: true })
  reservedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  reservedUntil!: Date | null;

  @Column('text', { nullable: true })
  mark!: string | null;

  @Column('date', { nullable: true })
  markDate!: string | null;

  @Column('text', { nullable: true })
  lastResult!: DialResult | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  doneAt!: Date | null;
}
