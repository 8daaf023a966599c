import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { FaxState } from '../../server/contract/fax';

/** A document on its way to a fax machine. */
@Entity('faxes')
@Unique(['requestId'])
@Index('faxes_waiting_idx', ['nextAttemptAt', 'createdAt'], { where: `state IN ('queued', 'failed')` })
@Index('faxes_sending_idx', ['state'], { where: `state = 'sending'` })
@Index('faxes_untold_idx', ['faxId'], { where: `state = 'given-up' AND told_at IS NULL` })
@Index(['createdAt', 'faxId'])
@Index(['toNumber'])
@Index(['callId'])
@Index(['customerId'])
@Check('faxes_pages_check', `pages > 0`)
@Check('faxes_state_check', `state IN ('queued', 'sending', 'failed', 'sent', 'given-up', 'cancelled')`)
export class Fax {
  @PrimaryColumn('uuid')
  faxId!: string;

  /** Chosen by whoever asked, so that asking twice sends once. */
  @Column('text', { nullable: true })
  requestId!: string | null;

  /** null: to the machine of the call it was asked for in. */
  @Column('text', { nullable: true })
  toNumber!: string | null;

  @Column('text')
  title!: string;

  @Column('integer')
  pages!: number;

  @Column('text')
  state!: FaxState;

  /** Grows when a person has it sent again: only attempts of the present round count for retries. */
  @Column('integer', { default: 1 })
  round!: number;

  /** When it may have a line; null unless it waits. */
  @Column('timestamptz', { nullable: true })
  nextAttemptAt!: Date | null;

  /** Somebody cancelled it while it was being sent. */
  @Column('boolean', { default: false })
  isCancelled!: boolean;

  @Column('text')
  requestedBy!: string;

  @Column('uuid', { nullable: true })
  callId!: string | null;

  @Column('uuid', { nullable: true })
  customerId!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  /** When the task of a given-up fax had been made. */
  @Column('timestamptz', { nullable: true })
  toldAt!: Date | null;
}
