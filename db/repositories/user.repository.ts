import { IsNull, Not, type DataSource } from 'typeorm';
import type { UserRecord, UserStore } from '../../server/auth/ports';
import type { AgentRoster, RosterEntry } from '../../server/queues/agent-roster';
import { withDatabaseErrors } from '../database-error';
import { User } from '../entities';
import { isUuid } from '../projection/event-fields';
import { cleanText } from '../projection/stored-event';

export class UserRepository implements UserStore, AgentRoster {
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

  #find(where: { login: string } | { userId: string }): Promise<UserRecord | null> {
    return withDatabaseErrors(async () => {
      const user = await this.#dataSource.manager.findOneBy(User, where);
      return user && toRecord(user);
    });
  }
}

const toRecord = (user: User): UserRecord => ({
  userId: user.userId,
  login: user.login,
  displayName: user.displayName,
  role: user.role,
  agentId: user.agentId,
  passwordHash: user.passwordHash,
  disabled: user.disabled,
});
