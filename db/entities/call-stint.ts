import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { StintKind } from '../../server/measures/visit';

/** An agent's part in one call, computed from its events (server/measures/measure-call.ts). */
@Entity('call_stints')
@Index(['agentId', 'beganAt'])
@Index(['beganAt'])
@Check('call_stints_kind_check', `kind IN ('answered', 'dialled', 'missed', 'declined')`)
export class CallStint {
  @PrimaryColumn('uuid')
  callId!: string;

  /** From 0, of its call. */
  @PrimaryColumn('smallint')
  nth!: number;

  @Column('text')
  agentId!: string;

  @Column('text', { nullable: true })
  queueId!: string | null;

  @Column('text')
  kind!: StintKind;

  @Column('timestamptz')
  beganAt!: Date;

  @Column('boolean')
  reached!: boolean;

  @Column('boolean')
  handedOn!: boolean;

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

  @Column('smallint', { nullable: true })
  qualityMark!: number | null;
}
