import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The lasting event log: everything else about calls can be computed from it again. */
@Entity('call_events')
@Index(['callId', 'streamMs', 'streamSeq'])
@Index(['at'])
@Index('call_events_agent_idx', ['agentId', 'streamMs', 'streamSeq'], {
  where: `type IN ('agent.presence-changed', 'agent.state-changed')`,
})
@Index('call_events_served_idx', ['at'], { where: `type = 'switch.served'` })
@Index('call_events_acts_idx', ['streamMs', 'streamSeq'], { where: `type = 'supervisor.acted'` })
@Index('call_events_surveys_idx', ['at'], { where: `type = 'ivr.survey-answered'` })
@Check('call_events_event_id_check', `event_id = stream_ms::text || '-' || stream_seq::text`)
export class CallEvent {
  /** Position in the stream, "<ms>-<seq>". */
  @PrimaryColumn('text')
  eventId!: string;

  /** The two halves of the id, since as text 9-1 comes after 10-1. */
  @Column('bigint')
  streamMs!: string;

  @Column('bigint')
  streamSeq!: string;

  @Column('text')
  type!: string;

  @Column('timestamptz')
  at!: Date;

  /** Text, unlike calls.call_id: what arrives is kept as it came. */
  @Column('text', { nullable: true })
  callId!: string | null;

  @Column('text', { nullable: true })
  agentId!: string | null;

  @Column('text', { nullable: true })
  queueId!: string | null;

  @Column('text', { nullable: true })
  legId!: string | null;

  @Column('jsonb', { default: {} })
  data!: Record<string, unknown>;
}
