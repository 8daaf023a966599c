import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { CallQuality } from '../../server/contract/quality';
import type { RecordingRecord } from '../../server/contract/recordings';
import type { CallSummary } from '../../server/contract/rest';

/**
 * The record of one call, computed from its events (db/projection). No foreign keys: a call must be recorded
 * whatever has become of its customer, agent or queue.
 */
@Entity('calls')
@Index(['startedAt', 'callId'])
@Index(['customerId', 'startedAt'])
@Index(['agentId', 'startedAt'])
@Index(['callerKey', 'startedAt'])
@Index(['dialedKey', 'startedAt'])
@Index(['dialedNumber', 'startedAt'], { where: `direction = 'internal'` })
@Check('calls_direction_check', `direction IN ('inbound', 'outbound', 'internal')`)
@Check(
  'calls_outcome_check',
  `outcome IN ('in-progress', 'answered', 'abandoned', 'self-served', 'not-reached', 'lost')`,
)
@Check('calls_durations_check', `wait_ms >= 0 AND talk_ms >= 0 AND connected_ms >= 0`)
export class Call {
  @PrimaryColumn('uuid')
  callId!: string;

  @Column('text')
  direction!: CallSummary['direction'];

  @Column('text', { nullable: true })
  switchId!: string | null;

  @Column('text')
  callerNumber!: string;

  @Column('text')
  callerName!: string;

  @Column('text')
  dialedNumber!: string;

  /** The key the caller number is found under (server/crm/number-matching.ts). */
  @Column('text', { nullable: true })
  callerKey!: string | null;

  @Column('text', { nullable: true })
  dialedKey!: string | null;

  @Column('uuid', { nullable: true })
  customerId!: string | null;

  /** Who talked last; before anybody talked, who dialled. Of an internal call who called. */
  @Column('text', { nullable: true })
  agentId!: string | null;

  @Column('text', { nullable: true })
  queueId!: string | null;

  @Column('text', { nullable: true })
  topic!: string | null;

  @Column('timestamptz')
  startedAt!: Date;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  @Column('text')
  outcome!: CallSummary['outcome'];

  @Column('integer', { nullable: true })
  waitMs!: number | null;

  @Column('integer', { nullable: true })
  talkMs!: number | null;

  /** Caller and far party by themselves, after an agent or the flow connected them. */
  @Column('integer', { nullable: true })
  connectedMs!: number | null;

  /** As the agent's softphone measured it; of several legs the worst. */
  @Column('jsonb', { nullable: true })
  quality!: CallQuality | null;

  /** Of its talks, and what was said into the flow. */
  @Column('jsonb', { default: [] })
  recordings!: RecordingRecord[];

  @Column('text', { nullable: true })
  dispositionCode!: string | null;

  @Column('text', { default: '' })
  note!: string;
}
