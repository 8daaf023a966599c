import { UserError } from '../errors';
import type { PasswordHasher } from './password';
import type { LoginGuard, UserRecord, UserStore } from './ports';

export interface CredentialCheckDeps {
  readonly users: UserStore;
  readonly guard: LoginGuard;
  readonly passwords: PasswordHasher;
}

export interface Credentials {
  readonly login: string;
  readonly password: string;
  /** Address the request came from. */
  readonly remote: string;
}

/** Says who somebody is. An unknown login, a disabled one and a wrong password cannot be told apart. */
export class CredentialCheck {
  constructor(private readonly deps: CredentialCheckDeps) {}

  async check({ login, password, remote }: Credentials): Promise<UserRecord> {
    const { users, guard, passwords } = this.deps;
    // One key per login however it is written, so that "Bob" and "bob" do not have five tries each.
    const guardKey = login.normalize('NFKC').toLowerCase();
    const lockedMs = await guard.lockedForMs(guardKey, remote);
    if (lockedMs > 0) throw lockedOut(lockedMs);

    const user = await users.findByLogin(login);
    const isRight = user
      ? await passwords.verify(user.passwordHash, password)
      : await passwords.verifyNobody(password);
    if (!user || !isRight || user.disabled) {
      await guard.recordFailure(guardKey, remote);
      throw new UserError('wrong-credentials', 'The login or the password is wrong.');
    }
    await guard.clear(guardKey, remote);
    return user;
  }
}

function lockedOut(lockedMs: number): UserError {
  const minutes = Math.ceil(lockedMs / 60_000);
  const inWords = minutes === 1 ? '1 minute' : `${minutes} minutes`;
  return new UserError('locked-out', `Too many wrong passwords. Try again in ${inWords}.`, {
    details: { minutes, retryAfterS: Math.ceil(lockedMs / 1000) },
  });
}
