import type { NewUser, UserAccount, UserChange } from '../contract/users';
import { UserError } from '../errors';
import type { Logger } from '../logging';
import type { PasswordHasher } from './password';
import type { Session } from './ports';

export interface UserAccountStore {
  accounts(): Promise<readonly UserAccount[]>;
  /** 'taken': somebody has that login or agent number. */
  addAccount(user: Omit<NewUser, 'password'>, passwordHash: string): Promise<UserAccount | 'taken'>;
  account(userId: string): Promise<UserAccount | null>;
  changeAccount(userId: string, change: UserChange): Promise<UserAccount | null>;
  setPasswordHash(userId: string, passwordHash: string): Promise<boolean>;
}

interface UserAccountsDeps {
  readonly store: UserAccountStore;
  readonly passwords: Pick<PasswordHasher, 'hash'>;
  /** Of all places where he is logged in, but for this session. */
  readonly endSessions: (userId: string, exceptSessionId: string) => Promise<void>;
  readonly logger: Logger;
}

/**
 * Who may log in and as what. Nobody locks himself or gives up his own role, so that an administrator always remains. What is
 * changed holds at once: logins that began before it end, and an agent's telephone account with them.
 */
export class UserAccounts {
  readonly #deps: UserAccountsDeps;

  constructor(deps: UserAccountsDeps) {
    this.#deps = deps;
  }

  list(): Promise<readonly UserAccount[]> {
    return this.#deps.store.accounts();
  }

  /** @throws UserError 'conflict' when login or agent number are taken */
  async add({ password, ...user }: NewUser, by: Session): Promise<UserAccount> {
    const { store, passwords, logger } = this.#deps;
    const added = await store.addAccount(user, await passwords.hash(password));
    if (added === 'taken')
      throw new UserError('conflict', 'Somebody has that login or agent number already.');
    logger.info({ userId: added.userId, role: added.role, by: by.login }, 'user added');
    return added;
  }

  /** @throws UserError 'not-found'; 'not-permitted' for one's own role and lock; 'validation-failed' */
  async change(userId: string, change: UserChange, by: Session): Promise<UserAccount> {
    const { store, endSessions, logger } = this.#deps;
    const before = await store.account(userId);
    if (before === null) throw noSuchUser();
    const isRestricted = change.isLocked !== before.isLocked || change.role !== before.role;
    if (userId === by.userId && isRestricted)
      throw new UserError('not-permitted', 'Somebody else must change your own role or lock you out.');
    if (change.role === 'agent' && before.agentId === null)
      throw new UserError('validation-failed', 'An agent has an agent number.');
    const after = await store.changeAccount(userId, change);
    if (after === null) throw noSuchUser();
    logger.info({ userId, role: after.role, isLocked: after.isLocked, by: by.login }, 'user changed');
    if (isRestricted) await endSessions(userId, by.sessionId);
    return after;
  }

  /** @throws UserError 'not-found' */
  async setPassword(userId: string, password: string, by: Session): Promise<void> {
    const { store, passwords, endSessions, logger } = this.#deps;
    if (!(await store.setPasswordHash(userId, await passwords.hash(password)))) throw noSuchUser();
    logger.info({ userId, by: by.login }, 'password set');
    await endSessions(userId, by.sessionId);
  }
}

const noSuchUser = (): UserError => new UserError('not-found', 'There is no such user.');
