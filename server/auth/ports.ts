import type { Role } from '../contract/rest';

export interface UserRecord {
  readonly userId: string;
  readonly login: string;
  readonly displayName: string;
  readonly role: Role;
  readonly agentId: string | null;
  /** argon2id, PHC string. */
  readonly passwordHash: string;
  readonly disabled: boolean;
}

export interface UserStore {
  findByLogin(login: string): Promise<UserRecord | null>;
  findById(userId: string): Promise<UserRecord | null>;
}

export interface Session {
  readonly sessionId: string;
  readonly userId: string;
  readonly login: string;
  readonly displayName: string;
  readonly role: Role;
  readonly agentId: string | null;
  /** SIP account of this login; null for people who take no calls. */
  readonly sipUser: string | null;
}

/** Sessions live in Redis and slide: each use within `ttl` renews them. */
export interface SessionStore {
  /** `token` is what the cookie carries; only its SHA-256 is stored. */
  create(token: string, session: Session, ttlMs: number): Promise<void>;
  find(token: string, ttlMs: number): Promise<Session | null>;
  remove(token: string): Promise<void>;
  /** Ends a session by id, wherever its cookie is. */
  removeById(sessionId: string): Promise<void>;
  exists(sessionId: string): Promise<boolean>;
  /** Every session that user may still have, good or not. */
  idsOf(userId: string): Promise<readonly string[]>;
}

export interface SipAccount {
  readonly sipUser: string;
  /** MD5(user:domain:password), RFC 2617 A1. */
  readonly a1Hash: string;
  /** null: a guest of the call page, who may call the access number and nothing else. */
  readonly agentId: string | null;
}

/** A guest's account is kept for a few minutes, however often it is looked at; an agent's for a day from its last use. */
export interface SipAccountStore {
  save(account: SipAccount, password: string): Promise<void>;
  find(sipUser: string): Promise<SipAccount | null>;
  /** The clear password, for the one softphone that owns the login. */
  password(sipUser: string): Promise<string | null>;
  remove(sipUser: string): Promise<void>;
}

export interface LoginGuard {
  /** Milliseconds until this login may be tried again; 0 = now. */
  lockedForMs(login: string, remote: string): Promise<number>;
  /** Counts a failure; the fifth within the window locks. */
  recordFailure(login: string, remote: string): Promise<void>;
  clear(login: string, remote: string): Promise<void>;
}
