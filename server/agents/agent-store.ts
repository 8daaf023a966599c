import type { AgentId, CallId, OfferId, SwitchId } from '../contract/ids';
import type { AgentState, Presence } from './agent.machine';

/** An agent as he stands in Redis. Times are Unix ms. */
export interface LiveAgent {
  readonly agentId: AgentId;
  readonly displayName: string;
  readonly presence: Presence;
  /** Why he is on break or not responding: 'lunch', 'missed', 'declined'… */
  readonly reason: string | null;
  readonly presenceSince: number;
  /** When the break becomes overdue; null when it may be as long as it likes, or he is on none. */
  readonly breakUntil: number | null;
  /** What he chose to be when he is done with what he is busy with; null: what he was. */
  readonly next: NextPresence | null;
  /** He has asked to go and is free until then, for those who were called for him; see Leaving. null: he has not. */
  readonly leavesAt: number | null;
  readonly state: AgentState;
  readonly stateSince: number;
  /** His softphone is registered. */
  readonly reachable: boolean;
  /** The switch it is, or was last, registered on; null when it never was. */
  readonly registeredOn: SwitchId | null;
  /** Account of his present login on the switch; null when logged out. */
  readonly sipUser: string | null;
  readonly sessionId: string | null;
  /** How his last session ended; null when another place took it over, or there was none. */
  readonly lastLogOut: { readonly sessionId: string; readonly by: LogOutBy } | null;
  readonly callId: CallId | null;
  readonly offerId: OfferId | null;
  /** The call being wrapped up; kept in `callId` too. */
  readonly wrapUpUntil: number | null;
  /** How often he has prolonged the present wrap-up. */
  readonly prolonged: number;
  /** Offers he let ring out since he last took one. */
  readonly missedInARow: number;
  readonly idleSince: number;
}

export interface NextPresence {
  readonly presence: 'ready' | 'break' | 'logged-out';
  readonly reason: string | null;
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

/** Himself, as he had chosen while he was busy, or nobody: the session was not used for too long. */
export const logOutBys = ['agent', 'planned', 'expired', 'supervisor'] as const;
export type LogOutBy = (typeof logOutBys)[number];

export type LogOutResult =
  | 'ok'
  /** Another session holds the agent. */
  | 'not-yours'
  | 'on-call'
  /** In the wrap-up of a call whose queue wants to know how it went. */
  | 'disposition-missing';

export interface AgentStore {
  logIn(input: {
    readonly agentId: AgentId;
    readonly displayName: string;
    readonly sessionId: string;
    readonly sipUser: string;
    readonly takeOver: boolean;
  }): Promise<LogInResult>;
  /** Only the session that holds the agent can log him out. */
  logOut(agentId: AgentId, sessionId: string, by?: Exclude<LogOutBy, 'planned'>): Promise<LogOutResult>;
  get(agentId: AgentId): Promise<LiveAgent | null>;
  findBySipUser(sipUser: string): Promise<LiveAgent | null>;
  list(): Promise<readonly LiveAgent[]>;
}
