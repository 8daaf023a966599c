import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** A waiting line for calls. */
@Entity('queues')
@Check('queues_queue_id_check', `queue_id ~ '^[a-z0-9-]{1,40}$'`)
@Check('queues_offer_timeout_s_check', `offer_timeout_s BETWEEN 3 AND 120`)
@Check('queues_wrap_up_s_check', `wrap_up_s BETWEEN 0 AND 3600`)
export class Queue {
  @PrimaryColumn('text')
  queueId!: string;

  @Column('text')
  name!: string;

  /** Place in lists. */
  @Column('integer', { default: 0 })
  position!: number;

  @Column('integer', { default: 20 })
  offerTimeoutS!: number;

  @Column('integer', { default: 30 })
  wrapUpS!: number;
}
