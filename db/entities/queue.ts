import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** A waiting line for calls. */
@Entity('queues')
@Check('queues_queue_id_check', `queue_id ~ '^[a-z0-9-]{1,40}$'`)
@Check('queues_offer_timeout_s_check', `offer_timeout_s BETWEEN 3 AND 120`)
@Check('queues_wrap_up_s_check', `wrap_up_s BETWEEN 0 AND 3600`)
@Check('queues_survey_share_check', `survey_share BETWEEN 0 AND 1`)
@Check('queues_max_waiting_check', `max_waiting >= 0`)
@Check('queues_comfort_s_check', `comfort_s BETWEEN 0 AND 3600`)
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

  /** Share of its callers who are asked after the talk how satisfied they are, 0 to 1. */
  @Column('real', { default: 1 })
  surveyShare!: number;

  /** More callers than this do not wait at once; null = no limit. */
  @Column('integer', { nullable: true })
  maxWaiting!: number | null;

  /** Seconds between two announcements of position and wait; 0 = none. */
  @Column('integer', { default: 30 })
  comfortS!: number;
}
