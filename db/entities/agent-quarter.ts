import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * What an agent did from one moment on (server/measures/agent-counts.ts): his calls by when he got them, his time by the clock. Computed
 * from call_stints and agent_intervals; kept by differences, so no column may have a check.
 */
abstract class AgentSums {
  @PrimaryColumn('text')
  agentId!: string;

  @PrimaryColumn('timestamptz')
  at!: Date;

  @Column('integer', { default: 0 })
  answered!: number;

  @Column('integer', { default: 0 })
  dialled!: number;

  @Column('integer', { default: 0 })
  reached!: number;

  @Column('integer', { default: 0 })
  missed!: number;

  @Column('integer', { default: 0 })
  declined!: number;

  @Column('integer', { default: 0 })
  handedOn!: number;

  @Column('integer', { default: 0 })
  asked!: number;

  @Column('integer', { default: 0 })
  marked!: number;

  @Column('integer', { default: 0 })
  marksSum!: number;

  @Column('integer', { default: 0 })
  satisfied!: number;

  @Column('integer', { default: 0 })
  reviewed!: number;

  @Column('bigint', { default: 0 })
  qualitySum!: string;

  @Column('bigint', { default: 0 })
  talkMs!: string;

  @Column('bigint', { default: 0 })
  heldMs!: string;

  @Column('integer', { default: 0 })
  readyMs!: number;

  @Column('integer', { default: 0 })
  breakMs!: number;

  @Column('integer', { default: 0 })
  productiveBreakMs!: number;

  @Column('integer', { default: 0 })
  notRespondingMs!: number;

  @Column('integer', { default: 0 })
  onCallMs!: number;

  @Column('integer', { default: 0 })
  wrapUpMs!: number;

  @Column('integer', { default: 0 })
  supervisingMs!: number;
}

/** A quarter of an hour of it. */
@Entity('agent_quarters')
@Index(['at'])
export class AgentQuarter extends AgentSums {}

/** A day of it, of UTC: so that long times are added up of few rows. */
@Entity('agent_days')
@Index(['at'])
export class AgentDaySums extends AgentSums {}
