import { randomBytes, randomUUID } from 'node:crypto';
import type { AgentStore, LogInResult } from '../agents/agent-store';
import { dispositionMissing } from '../agents/refusals';
import { agentId as toAgentId, type AgentId } from '../contract/ids';
import { UserError } from '../errors';
import type { CredentialCheck, Credentials } from './credential-check';
import type { Session, SessionStore, UserRecord } from './ports';
import type { SipCredentials } from './sip-credentials';
import type { SipLogin } from './sip-login';

/** Why a session is over, in the words of the socket's 'logged-out'. */
export type SessionEnd = 'taken-over' | 'expired' | 'ended' | 'planned' | 'supervisor';

export interface LoginInput extends Credentials {
  readonly takeOver: boolean;
}

export interface LoggedIn {
  readonly session: Session;
  /** For the cookie only; never logged, never stored in clear. */
  readonly token: string;
}

export interface AuthServiceDeps {
  readonly credentials: Pick<CredentialCheck, 'check'>;
  readonly sipCredentials: Pick<SipCredentials, 'issue' | 'revoke' | 'loginOf'>;
  readonly sessions: SessionStore;
  readonly agents: Pick<AgentStore, 'logIn' | 'logOut' | 'get' | 'list'>;
  /** Told at once, so that sockets of this process close; other processes learn it from the event stream. */
  readonly onSessionEnded: (sessionId: string, reason: SessionEnd) => void;
  readonly sessionTtlMs: number;
}

/**
 * Logins. An agent's session counts only while it holds the agent in Redis, and that is decided by one
 * script; everything else of a login is written before it or cleaned up after it. So a crash between any
 * two steps leaves at most an account or a session that opens nothing.
 */
export class AuthService {
  constructor(private readonly deps: AuthServiceDeps) {}

  async login(input: LoginInput): Promise<LoggedIn> {
    const user = await this.deps.credentials.check(input);
    return user.agentId === null
      ? this.loginUser(user)
      : this.loginAgent(user, toAgentId(user.agentId), input.takeOver);
  }

  /** null when there is no such session, it expired, or another place took its agent over. */
  async authenticate(token: string): Promise<Session | null> {
    const session = await this.deps.sessions.find(token, this.deps.sessionTtlMs);
    if (!session) return null;
    return (await this.lostAgent(session)) ? null : session;
  }

  /** Why a session that was good is good no more; null while it is. Does not renew it. */
  async endOf(session: Session): Promise<SessionEnd | null> {
    const lost = await this.lostAgent(session);
    if (lost) return lost;
    return (await this.deps.sessions.exists(session.sessionId)) ? null : 'expired';
  }

  async logout(token: string, session: Session): Promise<void> {
    const { agents, sessions, sipCredentials } = this.deps;
    if (session.agentId !== null) {
      const result = await agents.logOut(toAgentId(session.agentId), session.sessionId);
      if (result === 'on-call') {
        throw new UserError(
          'agent-busy',
          'You are in a call. Finish it first, or choose to log out after it.',
        );
      }
      if (result === 'disposition-missing') throw dispositionMissing();
    }
    await sessions.remove(token);
    if (session.sipUser !== null) await sipCredentials.revoke(session.sipUser);
    this.deps.onSessionEnded(session.sessionId, 'ended');
  }

  /**
   * Agents whose session was not used for too long are logged out, or they would be on break or ready for ever. One in a
   * call stays until it is over. Any server may do it, again and again.
   */
  async logOutExpired(): Promise<void> {
    const { agents, sessions, sipCredentials } = this.deps;
    for (const { agentId, sessionId, sipUser } of await agents.list()) {
      if (sessionId === null || (await sessions.exists(sessionId))) continue;
      const result = await agents.logOut(agentId, sessionId, 'expired');
      if (result === 'ok' && sipUser !== null) await sipCredentials.revoke(sipUser);
    }
  }

  /** Everywhere but in one session. A call goes with its agent's phone: the caller is first in his queue again. */
  async endSessionsOf(userId: string, exceptSessionId: string): Promise<void> {
    const { sessions, onSessionEnded } = this.deps;
    for (const sessionId of await sessions.idsOf(userId)) {
      if (sessionId === exceptSessionId) continue;
      await sessions.removeById(sessionId);
      onSessionEnded(sessionId, 'ended');
    }
    await this.logOutExpired();
  }

  /** At once, unless he is in a call; a wrap-up ends with it. */
  async logOutAgent(agentId: AgentId): Promise<'logged-out' | 'busy' | 'not-there'> {
    const { agents, sessions, sipCredentials, onSessionEnded } = this.deps;
    const agent = await agents.get(agentId);
    if (!agent?.sessionId) return 'not-there';
    const { sessionId, sipUser } = agent;
    const result = await agents.logOut(agentId, sessionId, 'supervisor');
    if (result === 'on-call') return 'busy';
    if (result !== 'ok') return 'not-there';
    await sessions.removeById(sessionId);
    if (sipUser !== null) await sipCredentials.revoke(sipUser);
    onSessionEnded(sessionId, 'supervisor');
    return 'logged-out';
  }

  async sipLogin(session: Session): Promise<SipLogin> {
    const login = session.sipUser === null ? null : await this.deps.sipCredentials.loginOf(session.sipUser);
    if (!login) throw new UserError('not-logged-in', 'This login has no phone. Log in again.');
    return login;
  }

  private async loginUser(user: UserRecord): Promise<LoggedIn> {
    const loggedIn = newLogin(user, null);
    await this.deps.sessions.create(loggedIn.token, loggedIn.session, this.deps.sessionTtlMs);
    return loggedIn;
  }

  private async loginAgent(user: UserRecord, agentId: AgentId, takeOver: boolean): Promise<LoggedIn> {
    const { sessions, sipCredentials, sessionTtlMs } = this.deps;
    const sipUser = await sipCredentials.issue(agentId);
    const loggedIn = newLogin(user, sipUser);
    let result: LogInResult & { kind: 'logged-in' };
    try {
      // The session exists before it may hold the agent: a holder that does not exist is therefore stale.
      await sessions.create(loggedIn.token, loggedIn.session, sessionTtlMs);
      result = await this.takeAgent(agentId, loggedIn.session, sipUser, takeOver);
    } catch (error) {
      await Promise.allSettled([sessions.remove(loggedIn.token), sipCredentials.revoke(sipUser)]);
      throw error;
    }
    await this.cleanUpReplaced(result);
    return loggedIn;
  }

  private async takeAgent(
    agentId: AgentId,
    session: Session,
    sipUser: string,
    takeOver: boolean,
  ): Promise<LogInResult & { kind: 'logged-in' }> {
    const { sessionId, displayName } = session;
    const logIn = (force: boolean): Promise<LogInResult> =>
      this.deps.agents.logIn({ agentId, displayName, sessionId, sipUser, takeOver: force });

    let result = await logIn(takeOver);
    if (result.kind === 'held' && (await this.holderIsGone(agentId))) result = await logIn(true);
    if (result.kind === 'held') {
      throw new UserError('already-logged-in', 'You are logged in at another place.', {
        details: { since: result.since },
      });
    }
    if (result.kind === 'busy') {
      throw new UserError('agent-busy', 'You are in a call at another place. Finish it there first.');
    }
    return result;
  }

  /** True when the session that holds the agent has expired: nobody needs to be asked about that one. */
  private async holderIsGone(agentId: AgentId): Promise<boolean> {
    const holder = (await this.deps.agents.get(agentId))?.sessionId ?? null;
    return holder === null || !(await this.deps.sessions.exists(holder));
  }

  /** The old login opens nothing already; what is left of it must not fail the new one. */
  private async cleanUpReplaced(result: LogInResult & { kind: 'logged-in' }): Promise<void> {
    const { replacedSessionId, replacedSipUser } = result;
    if (replacedSessionId !== null) this.deps.onSessionEnded(replacedSessionId, 'taken-over');
    await Promise.allSettled([
      replacedSessionId === null ? null : this.deps.sessions.removeById(replacedSessionId),
      replacedSipUser === null ? null : this.deps.sipCredentials.revoke(replacedSipUser),
    ]);
  }

  private async lostAgent(session: Session): Promise<SessionEnd | null> {
    if (session.agentId === null) return null;
    const agent = await this.deps.agents.get(toAgentId(session.agentId));
    if (agent?.sessionId === session.sessionId) return null;
    const { sessionId, by } = agent?.lastLogOut ?? {};
    if (sessionId === session.sessionId && by !== undefined) return by === 'agent' ? 'ended' : by;
    return agent?.sessionId ? 'taken-over' : 'ended';
  }
}

function newLogin(user: UserRecord, sipUser: string | null): LoggedIn {
  const { userId, login, displayName, role, agentId } = user;
  return {
    session: { sessionId: randomUUID(), userId, login, displayName, role, agentId, sipUser },
    token: randomBytes(32).toString('base64url'),
  };
}
