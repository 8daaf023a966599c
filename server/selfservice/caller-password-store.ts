import type { AccountRef } from '../crm/business-system';
import type { PageQuery, Page } from './page';

/** What is kept of callers' passwords: a slow salted hash, how often it was wrong, and who did what. */
export interface CallerPasswordStore {
  /** null: no password is set. */
  status(account: AccountRef): Promise<CallerPasswordStatus | null>;
  /**
   * Takes one try before the password is looked at, in one statement: callers who guess at the same time do not get
   * more tries between them. The try that reaches the limit locks.
   */
  takeTry(account: AccountRef, limits: TryLimits): Promise<TakenTry>;
  /** The password was right: tries and lock are forgotten. */
  clearTries(account: AccountRef): Promise<void>;
  /** Sets or replaces the hash; tries and lock are forgotten. */
  save(account: AccountRef, hash: string, note: PasswordNote): Promise<void>;
  /** False: there is no such password. */
  unlock(account: AccountRef, note: PasswordNote): Promise<boolean>;
  /** Forgets the password. False: there was none. */
  remove(account: AccountRef, note: PasswordNote): Promise<boolean>;
  note(account: AccountRef, note: PasswordNote): Promise<void>;
  /** Those locked at `now`, the longest lock first. */
  locked(query: PageQuery & { readonly now: Date }): Promise<Page<CallerPasswordStatus>>;
  /** Newest first. */
  notes(account: AccountRef, query: PageQuery): Promise<Page<PasswordNote>>;
}

export interface TryLimits {
  readonly now: Date;
  /** Wrong entries further apart than this do not add up. */
  readonly windowMs: number;
  readonly limit: number;
  readonly lockMs: number;
}

export type TakenTry =
  | { readonly kind: 'none' }
  | { readonly kind: 'locked' }
  /** `last`: if this one is wrong too, the account is locked from now on. */
  | { readonly kind: 'taken'; readonly hash: string; readonly last: boolean };

export interface CallerPasswordStatus {
  readonly account: AccountRef;
  readonly setAt: Date;
  readonly wrongCount: number;
  readonly lockedUntil: Date | null;
}

export const passwordDeeds = ['set', 'changed', 'locked', 'unlocked', 'removed', 'given'] as const;
export type PasswordDeed = (typeof passwordDeeds)[number];

export interface PasswordNote {
  readonly deed: PasswordDeed;
  readonly at: Date;
  /** A person's login, or 'caller'. */
  readonly by: string;
  readonly callId: string | null;
  readonly reason: string;
}
