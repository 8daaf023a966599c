import { createHash } from 'node:crypto';
import type {
  LoginGuard,
  Session,
  SessionStore,
  SipAccount,
  SipAccountStore,
  UserRecord,
  UserStore,
} from '../../server/auth/ports';

export class InMemoryUserStore implements UserStore {
  constructor(readonly users: UserRecord[]) {}

  findByLogin(login: string): Promise<UserRecord | null> {
    return Promise.resolve(this.users.find((user) => user.login === login) ?? null);
  }

  findById(userId: string): Promise<UserRecord | null> {
    return Promise.resolve(this.users.find((user) => user.userId === userId) ?? null);
  }
}

interface StoredSession {
  readonly session: Session;
  expiresAt: number;
}

export class InMemorySessionStore implements SessionStore {
  private readonly byToken = new Map<string, StoredSession>();
  /** Added to the clock, so that a test can let sessions expire. */
  skewMs = 0;

  create(token: string, session: Session, ttlMs: number): Promise<void> {
    this.byToken.set(digest(token), { session, expiresAt: this.now() + ttlMs });
    return Promise.resolve();
  }

  find(token: string, ttlMs: number): Promise<Session | null> {
    const stored = this.byToken.get(digest(token));
    if (!stored || stored.expiresAt <= this.now()) return Promise.resolve(null);
    stored.expiresAt = this.now() + ttlMs;
    return Promise.resolve(stored.session);
  }

  remove(token: string): Promise<void> {
    this.byToken.delete(digest(token));
    return Promise.resolve();
  }

  removeById(sessionId: string): Promise<void> {
    for (const [key, { session }] of this.byToken) {
      if (session.sessionId === sessionId) this.byToken.delete(key);
    }
    return Promise.resolve();
  }

  exists(sessionId: string): Promise<boolean> {
    const isLive = ({ session, expiresAt }: StoredSession): boolean =>
      session.sessionId === sessionId && expiresAt > this.now();
    return Promise.resolve([...this.byToken.values()].some(isLive));
  }

  idsOf(userId: string): Promise<readonly string[]> {
    const his = [...this.byToken.values()].filter(({ session }) => session.userId === userId);
    return Promise.resolve(his.map(({ session }) => session.sessionId));
  }

  get size(): number {
    return this.byToken.size;
  }

  private now(): number {
    return Date.now() + this.skewMs;
  }
}

const digest = (token: string): string => createHash('sha256').update(token).digest('hex');

export class InMemorySipAccountStore implements SipAccountStore {
  readonly accounts = new Map<string, { account: SipAccount; password: string }>();

  save(account: SipAccount, password: string): Promise<void> {
    this.accounts.set(account.sipUser, { account, password });
    return Promise.resolve();
  }

  find(sipUser: string): Promise<SipAccount | null> {
    return Promise.resolve(this.accounts.get(sipUser)?.account ?? null);
  }

  password(sipUser: string): Promise<string | null> {
    return Promise.resolve(this.accounts.get(sipUser)?.password ?? null);
  }

  remove(sipUser: string): Promise<void> {
    this.accounts.delete(sipUser);
    return Promise.resolve();
  }
}

export class InMemoryLoginGuard implements LoginGuard {
  private readonly failures = new Map<string, number>();

  constructor(
    private readonly limit = 5,
    private readonly lockMs = 300_000,
  ) {}

  lockedForMs(login: string, remote: string): Promise<number> {
    return Promise.resolve((this.failures.get(`${login} ${remote}`) ?? 0) >= this.limit ? this.lockMs : 0);
  }

  recordFailure(login: string, remote: string): Promise<void> {
    const key = `${login} ${remote}`;
    this.failures.set(key, (this.failures.get(key) ?? 0) + 1);
    return Promise.resolve();
  }

  clear(login: string, remote: string): Promise<void> {
    this.failures.delete(`${login} ${remote}`);
    return Promise.resolve();
  }
}
