import { IsNull, Not, type DataSource } from 'typeorm';
import type { UserRecord, UserStore } from '../../server/auth/ports';
import type { UserAccountStore } from '../../server/auth/user-accounts';
import type { NewUser, UserAccount, UserChange } from '../../server/contract/users';
import type { AgentRoster, RosterEntry } from '../../server/queues/agent-roster';
import { withDatabaseErrors } from '../database-error';
import { User } from '../entities';
import { isUuid } from '../projection/event-fields';
import { cleanText } from '../projection/stored-event';

export class UserRepository implements UserStore, AgentRoster, UserAccountStore {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  /** Upper and lower case are one. */
  async findByLogin(login: string): Promise<UserRecord | null> {
    return this.#find({ login: cleanText(login).trim().toLowerCase() });
  }

  async findById(userId: string): Promise<UserRecord | null> {
    return isUuid(userId) ? this.#find({ userId }) : null;
  }

  agents(): Promise<readonly RosterEntry[]> {
    return withDatabaseErrors(async () => {
      const users = await this.#dataSource.manager.find(User, {
        select: { agentId: true, disabled: true },
        where: { agentId: Not(IsNull()) },
        order: { agentId: 'ASC' },
      });
      return users.flatMap(({ agentId, disabled }) =>
        agentId === null ? [] : [{ agentId, mayLogIn: !disabled }],
      );
    });
  }

  accounts(): Promise<readonly UserAccount[]> {
    return withDatabaseErrors(async () => {
      const users = await this.#dataSource.manager.find(User, { order: { login: 'ASC' } });
      return users.map(toAccount);
    });
  }

  account(userId: string): Promise<UserAccount | null> {
    return withDatabaseErrors(async () => {
      const user = await this.#dataSource.manager.findOneBy(User, { userId });
      return user && toAccount(user);
    });
  }

  addAccount(
    { login, displayName, role, agentId }: Omit<NewUser, 'password'>,
    passwordHash: string,
  ): Promise<UserAccount | 'taken'> {
    return withDatabaseErrors(async () => {
      const { identifiers } = await this.#dataSource.manager
        .createQueryBuilder()
        .insert()
        .into(User)
        .values({ login, displayName: cleanText(displayName), role, agentId, passwordHash })
        .orIgnore()
        .execute();
      const userId = (identifiers[0] as { userId?: string } | undefined)?.userId;
      const added = userId === undefined ? null : await this.account(userId);
      return added ?? 'taken';
    });
  }

  changeAccount(userId: string, { displayName, role, isLocked }: UserChange): Promise<UserAccount | null> {
    return withDatabaseErrors(async () => {
      const change = { displayName: cleanText(displayName), role, disabled: isLocked };
      await this.#dataSource.manager.update(User, { userId }, change);
      return this.account(userId);
    });
  }

  setPasswordHash(userId: string, passwordHash: string): Promise<boolean> {
    return withDatabaseErrors(async () => {
      const { affected } = await this.#dataSource.manager.update(User, { userId }, { passwordHash });
      return affected === 1;
    });
  }

  #find(where: { login: string } | { userId: string }): Promise<UserRecord | null> {
    return withDatabaseErrors(async () => {
      const user = await this.#dataSource.manager.findOneBy(User, where);
      return user && toRecord(user);
    });
  }
}

const toAccount = ({
  userId,
  login,
  displayName,
  role,
  agentId,
  disabled,
  createdAt,
}: User): UserAccount => ({
  ...{ userId, login, displayName, role, agentId },
  isLocked: disabled,
  createdAt: createdAt.toISOString(),
});

const toRecord = (user: User): UserRecord => ({
  userId: user.userId,
  login: user.login,
  displayName: user.displayName,
  role: user.role,
  agentId: user.agentId,
  passwordHash: user.passwordHash,
  disabled: user.disabled,
});
