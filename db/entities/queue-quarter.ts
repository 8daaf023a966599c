import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * What the visits of a queue that began in a quarter of an hour add up to (server/measures/queue-counts.ts), by the number that was
 * called. Computed from call_visits; kept by differences, so no column may have a check.
 */
@Entity('queue_quarters')
@Index(['at'])
export class QueueQuarter {
  @PrimaryColumn('text')
  queueId!: string;

  @PrimaryColumn('timestamptz')
  at!: Date;

  @PrimaryColumn('text')
  dialedNumber!: string;

  @Column('integer', { default: 0 })
  longestWaitMs!: number;

  @Column('integer', { default: 0 })
  offered!: number;

  @Column('integer', { default: 0 })
  answered!: number;

  @Column('integer', { default: 0 })
  answeredWithin!: number;

  @Column('integer', { default: 0 })
  abandoned!: number;

  @Column('integer', { default: 0 })
  shortAbandoned!: number;

  @Column('integer', { default: 0 })
  leftQueue!: number;

  @Column('integer', { default: 0 })
  leftForCallback!: number;

  @Column('integer', { default: 0 })
  lost!: number;

  @Column('integer', { default: 0 })
  asked!: number;

  @Column('integer', { default: 0 })
  marked!: number;

  @Column('integer', { default: 0 })
  marksSum!: number;

  @Column('integer', { default: 0 })
  satisfied!: number;

  @Column('integer', { default: 0 })
  known!: number;

  @Column('integer', { default: 0 })
  repeated!: number;

  @Column('integer', { default: 0 })
  callbacks!: number;

  @Column('integer', { default: 0 })
  callbacksReached!: number;

  @Column('bigint', { default: 0 })
  answeredWaitMs!: string;

  @Column('bigint', { default: 0 })
  abandonedWaitMs!: string;

  @Column('bigint', { default: 0 })
  talkMs!: string;

  @Column('bigint', { default: 0 })
  heldMs!: string;

  @Column('bigint', { default: 0 })
  wrapUpMs!: string;
}
