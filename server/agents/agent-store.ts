import type { AgentId, CallId, OfferId } from '../contract/ids';
import type { AgentState, Presence } from './agent.machine';

/** An agent as he stands in Redis. Times are Unix ms. */
export interface LiveAgent {
  readonly agentId: AgentId;
  readonly displayName: string;
  readonly presence: Presence;
  /** Why he is on break or not responding: 'lunch', 'missed', 'declined'… */
  readonly reason: string | null;
  readonly presenceSince: number;
  readonly state: AgentState;
  readonly stateSince: number;
  /** His softphone is registered. */
  readonly reachable: boolean;
  /** Account of his present login on the switch; null when logged out. */
  readonly sipUser: string | null;
  readonly sessionId: string | null;
  readonly callId: CallId | null;
  readonly offerId: OfferId | null;
  /** The call being wrapped up; kept in `callId` too. */
  readonly wrapUpUntil: number | null;
  readonly idleSince: number;
}

export type LogInResult =
  | {
      readonly kind: 'logged-in';
      readonly replacedSessionId: string | null;
      readonly replacedSipUser: string | null;
    }
  /** Another session holds the agent and takeOver was not asked for. */
  | { readonly kind: 'held'; readonly since: number }
  /** Another session holds the agent and he is in a call: it cannot be taken over. */
  | { readonly kind: 'busy' };

export interface AgentStore {
  logIn(input: {
    readonly agentId: AgentId;
    readonly displayName: string;
    readonly sessionId: string;
    readonly sipUser: string;
    readonly takeOver: boolean;
  }): Promise<LogInResult>;
  /** Only the session that holds the agent can log him out; anybody else's is 'not-yours'. */
  logOut(agentId: AgentId, sessionId: string): Promise<'ok' | 'not-yours' | 'on-call'>;
  get(agentId: AgentId): Promise<LiveAgent | null>;
  findBySipUser(sipUser: string): Promise<LiveAgent | null>;
  list(): Promise<readonly LiveAgent[]>;
}
