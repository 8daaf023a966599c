import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { TextState } from '../../server/contract/texts';

/** Words to somebody's mobile, and what became of them (server/texts/text-store.ts). */
@Entity('text_messages')
@Unique(['requestId'])
@Index('text_messages_waiting_idx', ['nextTryAt', 'createdAt'], { where: `state = 'waiting'` })
@Index(['createdAt', 'textId'])
@Index(['orderId'])
@Index(['callId'])
@Check('text_messages_state_check', `state IN ('waiting', 'sent', 'delivered', 'undelivered', 'failed')`)
@Check('text_messages_language_check', `language IN ('zh-CN', 'en-US')`)
export class TextMessage {
  @PrimaryColumn('uuid')
  textId!: string;

  /** Chosen by whoever asked, so that asking twice sends once. */
  @Column('text')
  requestId!: string;

  /** E.164. */
  @Column('text')
  toNumber!: string;

  @Column('text')
  text!: string;

  @Column('text')
  language!: 'zh-CN' | 'en-US';

  @Column('text', { default: 'waiting' })
  state!: TextState;

  @Column('integer', { default: 0 })
  attempts!: number;

  @Column('timestamptz')
  nextTryAt!: Date;

  /** Not worth sending afterwards. */
  @Column('timestamptz')
  validUntil!: Date;

  /** Until then one server is telling the gateway. */
  @Column('timestamptz', { nullable: true })
  claimedUntil!: Date | null;

  @Column('text', { nullable: true })
  lastError!: string | null;

  /** The gateway's own id of it. */
  @Column('text', { nullable: true })
  reference!: string | null;

  @Column('text')
  requestedBy!: string;

  @Column('uuid', { nullable: true })
  callId!: string | null;

  @Column('uuid', { nullable: true })
  orderId!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  sentAt!: Date | null;

  /** When the gateway told whether it arrived. */
  @Column('timestamptz', { nullable: true })
  reportedAt!: Date | null;
}
