import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { DialResult, DialRule } from '../../server/contract/campaigns';
import type { Verdict } from '../../server/outbound/amd/verdict';

/** A call of a campaign, or why it was not placed. */
@Entity('dial_decisions')
@Unique('dial_decisions_call_key', ['callId'])
@Check('dial_decisions_decision_check', `decision IN ('dialled', 'not-dialled')`)
@Index('dial_decisions_number_idx', ['numberKey', 'at'])
@Index('dial_decisions_contact_idx', ['contactId', 'at'])
@Index('dial_decisions_begun_idx', ['campaignId', 'at'], { where: `decision = 'dialled'` })
@Index('dial_decisions_known_idx', { synchronize: false })
@Index('dial_decisions_reached_idx', ['campaignId', 'endedAt'], {
  where: `result IN ('reached', 'abandoned')`,
})
@Index('dial_decisions_day_idx', { synchronize: false })
@Index('dial_decisions_promised_idx', ['campaignId', 'contactId'], { where: `mark = 'promised'` })
@Index('dial_decisions_open_idx', ['at'], { where: `decision = 'dialled' AND ended_at IS NULL` })
export class DialDecision {
  /** Of a call: the attempt's id. */
  @PrimaryColumn('uuid')
  decisionId!: string;

  @Column('text')
  campaignId!: string;

  @Column('uuid')
  contactId!: string;

  @Column('text')
  number!: string;

  @Column('text')
  numberKey!: string;

  @Column('timestamptz')
  at!: Date;

  @Column('text')
  decision!: 'dialled' | 'not-dialled';

  @Column('text')
  rule!: DialRule;

  @Column('jsonb')
  evidence!: Record<string, unknown>;

  /** When it is decided anew. */
  @Column('timestamptz', { nullable: true })
  until!: Date | null;

  @Column('uuid', { nullable: true })
  callId!: string | null;

  /** null: the call is not over. */
  @Column('text', { nullable: true })
  result!: DialResult | null;

  @Column('integer', { nullable: true })
  sipStatus!: number | null;

  @Column('text', { nullable: true })
  cause!: string | null;

  /** Somebody, or something, picked up. */
  @Column('timestamptz', { nullable: true })
  answeredAt!: Date | null;

  /** Who that was, when it was listened to. */
  @Column('jsonb', { nullable: true })
  answerer!: Verdict | null;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  @Column('text', { nullable: true })
  mark!: string | null;

  @Column('date', { nullable: true })
  markDate!: string | null;

  @Column('timestamptz', { nullable: true })
  markedAt!: Date | null;

  /** Who called him or decided, or has said what came of it. */
  @Column('text', { nullable: true })
  agentId!: string | null;
}
