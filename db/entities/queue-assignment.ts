import { Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Queue } from './queue';
import { User } from './user';

/** An agent belongs to a queue. */
@Entity('queue_assignments')
@Index(['agentId'])
export class QueueAssignment {
  @PrimaryColumn('text')
  queueId!: string;

  @PrimaryColumn('text')
  agentId!: string;

  @ManyToOne(() => Queue, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'queue_id', referencedColumnName: 'queueId' })
  queue?: Queue;

  /** By agent number, which may change together with the person's record. */
  @ManyToOne(() => User, { onDelete: 'CASCADE', onUpdate: 'CASCADE' })
  @JoinColumn({ name: 'agent_id', referencedColumnName: 'agentId' })
  agent?: User;
}
