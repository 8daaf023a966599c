import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { AgentState, Presence } from '../../server/agents/agent.machine';

/**
 * What an agent was from one moment to the next, computed from his events (db/projection/fold-agent.ts): no gap and no
 * overlap while he is logged in, nothing while he is not. He worked where `productive` or the state is not idle.
 */
@Entity('agent_intervals')
@Index('agent_intervals_open_idx', ['agentId'], { unique: true, where: 'until_at IS NULL' })
@Index(['agentId', 'fromAt'])
@Index(['fromAt'])
@Check('agent_intervals_presence_check', `presence IN ('break', 'ready', 'not-responding')`)
@Check('agent_intervals_state_check', `state IN ('idle', 'offered', 'on-call', 'wrap-up', 'supervising')`)
@Check('agent_intervals_until_at_check', `until_at > from_at`)
export class AgentInterval {
  @PrimaryColumn('text')
  agentId!: string;

  /** The event that began it. */
  @PrimaryColumn('bigint')
  streamMs!: string;

  @PrimaryColumn('bigint')
  streamSeq!: string;

  @Column('text')
  presence!: Exclude<Presence, 'logged-out'>;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('boolean')
  productive!: boolean;

  @Column('text')
  state!: AgentState;

  @Column('text', { nullable: true })
  callId!: string | null;

  @Column('timestamptz')
  fromAt!: Date;

  /** null: it goes on. */
  @Column('timestamptz', { nullable: true })
  untilAt!: Date | null;
}
