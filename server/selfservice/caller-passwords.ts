import type { AccountRef } from '../crm/business-system';
import type { Logger } from '../logging';
import type { SecretBox } from '../secrets';
import { accountKey } from './accounts';
import type { CallerPasswordStore, PasswordDeed } from './caller-password-store';

export interface CallerPasswordSettings {
  /** Wrong entries within the window that lock an account, over all calls together. */
  readonly wrongLimit: number;
  readonly windowMs: number;
  readonly lockMs: number;
}

export const defaultCallerPasswordSettings: CallerPasswordSettings = {
  wrongLimit: 5,
  windowMs: 86_400_000,
  lockMs: 86_400_000,
};

export interface Hasher {
  hash(password: string): Promise<string>;
  verify(hash: string, password: string): Promise<boolean>;
}

interface Deps {
  readonly store: CallerPasswordStore;
  readonly hasher: Hasher;
  /** The pepper: a copy of the database alone is no help against six digits. */
  readonly box: Pick<SecretBox, 'digest'>;
  readonly now: () => number;
  readonly settings: CallerPasswordSettings;
  readonly logger: Logger;
}

/** Who did it: a caller in a call, or a person at the desk with a reason. */
export interface DoneBy {
  readonly by: string;
  readonly callId: string | null;
  readonly reason?: string;
}

export const isCallerPassword = (digits: string): boolean => /^[0-9]{6}$/.test(digits);

/** The six digits by which a caller proves whose account he asks about. They are never kept, noted or logged. */
export class CallerPasswords {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  async status(account: AccountRef): Promise<'none' | 'set' | 'locked'> {
    const status = await this.#deps.store.status(account);
    if (status === null) return 'none';
    return status.lockedUntil !== null && status.lockedUntil.getTime() > this.#deps.now() ? 'locked' : 'set';
  }

  /** 'locked' also when this wrong entry was the one too many. */
  async check(
    account: AccountRef,
    password: string,
    callId: string,
  ): Promise<'right' | 'wrong' | 'locked' | 'none'> {
    const { store, hasher, settings, logger } = this.#deps;
    const taken = await store.takeTry(account, {
      now: this.#now(),
      windowMs: settings.windowMs,
      limit: settings.wrongLimit,
      lockMs: settings.lockMs,
    });
    if (taken.kind !== 'taken') return taken.kind;
    if (await hasher.verify(taken.hash, this.#peppered(account, password))) {
      await store.clearTries(account);
      return 'right';
    }
    if (!taken.last) return 'wrong';
    await store.note(account, this.#note('locked', { by: 'caller', callId }));
    logger.warn({ callId, kind: account.kind }, "a caller's password is locked");
    return 'locked';
  }

  /** For a caller who has proved that he may: from the phone itself, or by the old password. */
  async save(account: AccountRef, password: string, deed: 'set' | 'changed' | 'given', done: DoneBy) {
    const { store, hasher } = this.#deps;
    const hash = await hasher.hash(this.#peppered(account, password));
    await store.save(account, hash, this.#note(deed, done));
  }

  unlock(account: AccountRef, done: DoneBy): Promise<boolean> {
    return this.#deps.store.unlock(account, this.#note('unlocked', done));
  }

  remove(account: AccountRef, done: DoneBy): Promise<boolean> {
    return this.#deps.store.remove(account, this.#note('removed', done));
  }

  /** The account is part of what is hashed: a row copied to another account opens nothing. */
  #peppered(account: AccountRef, password: string): string {
    return this.#deps.box.digest(`${accountKey(account)}\n${password}`);
  }

  #now(): Date {
    return new Date(this.#deps.now());
  }

  #note(deed: PasswordDeed, { by, callId, reason = '' }: DoneBy) {
    return { deed, at: this.#now(), by, callId, reason };
  }
}
