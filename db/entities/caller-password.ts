import { Check, Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { AccountRef } from '../../server/crm/business-system';
import type { PasswordDeed } from '../../server/selfservice/caller-password-store';

/** The six digits of a line or contract: a slow salted hash of a peppered digest, never the digits. */
@Entity('caller_passwords')
@Index(['lockedUntil'])
@Check('caller_passwords_account_kind_check', `account_kind IN ('line', 'contract')`)
@Check('caller_passwords_wrong_count_check', `wrong_count >= 0`)
export class CallerPassword {
  @PrimaryColumn('text')
  accountKind!: AccountRef['kind'];

  @PrimaryColumn('text')
  accountNumber!: string;

  /** argon2id, PHC string. */
  @Column('text')
  hash!: string;

  @Column('timestamptz')
  setAt!: Date;

  @Column('integer', { default: 0 })
  wrongCount!: number;

  /** When the first of these wrong entries was made. */
  @Column('timestamptz', { nullable: true })
  wrongSince!: Date | null;

  @Column('timestamptz', { nullable: true })
  lockedUntil!: Date | null;
}

/** Who set, changed, locked, unlocked or removed a caller's password. */
@Entity('caller_password_notes')
@Index(['accountKind', 'accountNumber', 'at'])
@Check(
  'caller_password_notes_deed_check',
  `deed IN ('set', 'changed', 'locked', 'unlocked', 'removed', 'given')`,
)
export class CallerPasswordNote {
  @PrimaryGeneratedColumn('uuid')
  noteId!: string;

  @Column('text')
  accountKind!: AccountRef['kind'];

  @Column('text')
  accountNumber!: string;

  @Column('text')
  deed!: PasswordDeed;

  @Column('timestamptz')
  at!: Date;

  /** A person's login, or 'caller'. */
  @Column('text')
  by!: string;

  @Column('uuid', { nullable: true })
  callId!: string | null;

  @Column('text', { default: '' })
  reason!: string;
}
