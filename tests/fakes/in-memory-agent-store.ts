import type {
  AgentStore,
  LiveAgent,
  LogInResult,
  LogOutBy,
  LogOutResult,
} from '../../server/agents/agent-store';
import type { AgentId } from '../../server/contract/ids';

/** Logins only: what happens to an agent after that is the ACD's. */
export class InMemoryAgentStore implements AgentStore {
  readonly agents = new Map<AgentId, LiveAgent>();

  logIn(input: Parameters<AgentStore['logIn']>[0]): Promise<LogInResult> {
    const held = this.agents.get(input.agentId);
    if (held?.sessionId && held.sessionId !== input.sessionId) {
      if (held.state === 'on-call') return Promise.resolve({ kind: 'busy' });
      if (!input.takeOver) return Promise.resolve({ kind: 'held', since: held.presenceSince });
    }
    this.agents.set(input.agentId, loggedIn(input));
    return Promise.resolve({
      kind: 'logged-in',
      replacedSessionId: held?.sessionId ?? null,
      replacedSipUser: held?.sipUser ?? null,
    });
  }

  logOut(agentId: AgentId, sessionId: string, by: LogOutBy = 'agent'): Promise<LogOutResult> {
    const agent = this.agents.get(agentId);
    if (agent?.sessionId !== sessionId) return Promise.resolve('not-yours');
    if (agent.state === 'on-call') return Promise.resolve('on-call');
    const gone = { presence: 'logged-out', sessionId: null, sipUser: null } as const;
    this.agents.set(agentId, { ...agent, ...gone, lastLogOut: { sessionId, by } });
    return Promise.resolve('ok');
  }

  get(agentId: AgentId): Promise<LiveAgent | null> {
    return Promise.resolve(this.agents.get(agentId) ?? null);
  }

  findBySipUser(sipUser: string): Promise<LiveAgent | null> {
    const found = [...this.agents.values()].find((agent) => agent.sipUser === sipUser);
    return Promise.resolve(found ?? null);
  }

  list(): Promise<readonly LiveAgent[]> {
    return Promise.resolve([...this.agents.values()]);
  }

  /** For tests: his call is over, and he had chosen to be logged out then. */
  async endAsPlanned(agentId: AgentId): Promise<void> {
    await this.logOut(agentId, this.agents.get(agentId)?.sessionId ?? '', 'planned');
  }

  /** For tests: puts the agent into a call. */
  setState(agentId: AgentId, state: LiveAgent['state']): void {
    const agent = this.agents.get(agentId);
    if (agent) this.agents.set(agentId, { ...agent, state });
  }
}

function loggedIn(input: Parameters<AgentStore['logIn']>[0]): LiveAgent {
  const { agentId, displayName, sessionId, sipUser } = input;
  const now = Date.now();
  return {
    agentId,
    displayName,
    presence: 'break',
    reason: null,
    presenceSince: now,
    breakUntil: null,
    next: null,
    leavesAt: null,
    state: 'idle',
    stateSince: now,
    reachable: false,
    registeredOn: null,
    sipUser,
    sessionId,
    lastLogOut: null,
    callId: null,
    offerId: null,
    wrapUpUntil: null,
    prolonged: 0,
    missedInARow: 0,
    idleSince: now,
  };
}
