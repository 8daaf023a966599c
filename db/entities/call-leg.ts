import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Call } from './call';

/** One party's side of a call, computed from its events. */
@Entity('call_legs')
@Check('call_legs_role_check', `role IN ('customer', 'agent', 'far-party')`)
export class CallLeg {
  @PrimaryColumn('uuid')
  callId!: string;

  @PrimaryColumn('uuid')
  legId!: string;

  @Column('text')
  role!: 'customer' | 'agent' | 'far-party';

  @Column('text', { nullable: true })
  agentId!: string | null;

  @Column('text', { nullable: true })
  number!: string | null;

  @Column('timestamptz')
  startedAt!: Date;

  @Column('timestamptz', { nullable: true })
  answeredAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  @Column('text', { nullable: true })
  hangupCause!: string | null;

  @Column('integer', { nullable: true })
  sipStatus!: number | null;

  @ManyToOne(() => Call, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'call_id', referencedColumnName: 'callId' })
  call?: Call;
}
