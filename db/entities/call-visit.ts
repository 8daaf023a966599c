import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { VisitOutcome } from '../../server/measures/visit';

/** A call's stay in one queue, computed from its events (server/measures/measure-call.ts). */
@Entity('call_visits')
@Index(['queueId', 'beganAt'])
@Index(['beganAt'])
@Index('call_visits_caller_idx', ['queueId', 'callerKey', 'beganAt'], { where: 'caller_key IS NOT NULL' })
@Index('call_visits_once_idx', ['queueId', 'callerKey', 'beganAt'], {
  where: 'caller_key IS NOT NULL AND NOT is_repeated',
})
@Check('call_visits_outcome_check', `outcome IN ('waiting', 'answered', 'abandoned', 'left', 'lost')`)
export class CallVisit {
  @PrimaryColumn('uuid')
  callId!: string;

  /** From 0, of its call. */
  @PrimaryColumn('smallint')
  nth!: number;

  @Column('text')
  queueId!: string;

  @Column('timestamptz')
  beganAt!: Date;

  @Column('text')
  dialedNumber!: string;

  /** null: nobody knows who called, or it is a callback. */
  @Column('text', { nullable: true })
  callerKey!: string | null;

  @Column('boolean')
  isCallback!: boolean;

  @Column('text')
  outcome!: VisitOutcome;

  @Column('text', { nullable: true })
  leftBecause!: string | null;

  @Column('integer', { nullable: true })
  waitMs!: number | null;

  /** As it was to be answered when it began, and who left sooner than that counts apart. */
  @Column('integer')
  answerWithinMs!: number;

  @Column('integer')
  shortMs!: number;

  @Column('text', { nullable: true })
  agentId!: string | null;

  @Column('integer')
  talkMs!: number;

  @Column('integer')
  heldMs!: number;

  @Column('integer')
  wrapUpMs!: number;

  @Column('boolean')
  asked!: boolean;

  @Column('smallint', { nullable: true })
  mark!: number | null;

  /** The same caller called this queue again soon, in another call. */
  @Column('boolean', { default: false })
  isRepeated!: boolean;
}
