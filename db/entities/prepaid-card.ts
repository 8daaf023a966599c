import { Check, Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { PrepaidCardState } from '../../server/selfservice/prepaid-ledger';

/** A card with money on it. Its number is known by a keyed digest only, its password by a slow hash. */
@Entity('prepaid_cards')
@Unique(['numberDigest'])
@Check('prepaid_cards_state_check', `state IN ('active', 'blocked')`)
@Check('prepaid_cards_balance_check', `balance >= 0`)
@Check('prepaid_cards_last_four_check', `last_four ~ '^[0-9]{4}$'`)
export class PrepaidCard {
  @PrimaryGeneratedColumn('uuid')
  cardId!: string;

  @Column('text')
  numberDigest!: string;

  /** What people may see of the number. */
  @Column('text')
  lastFour!: string;

  /** null: the card has no password. */
  @Column('text', { nullable: true })
  passwordHash!: string | null;

  /** In fen. */
  @Column('bigint')
  balance!: string;

  @Column('text', { default: 'active' })
  state!: PrepaidCardState;

  /** In a row; back to 0 with a right one. */
  @Column('integer', { default: 0 })
  wrongPasswords!: number;
}
