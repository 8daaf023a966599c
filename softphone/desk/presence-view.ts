import type { Desk, OfferedReasonView, PresenceRequest } from '../../server/contract/rest';
import type { Registration } from '../phone/phone-line';

type Agent = Desk['agent'];

/** Why this agent gets no calls, worst first; null when calls come, or when he chose a break himself. */
export type Obstacle =
  | 'audio-away'
  | 'phone-refused'
  | 'phone-in-other-tab'
  | 'phone-reconnecting'
  | 'not-responding'
  | 'overdue'
  | 'not-reachable';

export function obstacleOf(desk: Desk | null, registration: Registration, now: number): Obstacle | null {
  if (registration.name === 'refused') return 'phone-refused';
  if (registration.name === 'other-tab') return 'phone-in-other-tab';
  if (desk?.call && desk.call.awaySince !== null && desk.agent.state === 'on-call') return 'audio-away';
  if (registration.name === 'reconnecting') return 'phone-reconnecting';
  if (!desk) return null;
  if (desk.agent.presence === 'not-responding') return 'not-responding';
  if (isOverdue(desk.agent, now)) return 'overdue';
  // Our registration is up and the server has not seen it: worth saying only to somebody who waits for calls.
  const waits = desk.agent.presence === 'ready' && desk.agent.state === 'idle';
  return waits && !desk.agent.reachable && registration.name === 'registered' ? 'not-reachable' : null;
}

/** What the banner says of an offer that was not taken. */
export function refusalOf({
  reason,
  missedInARow,
}: Agent): 'missed' | 'missedAgain' | 'declined' | 'not-responding' {
  if (reason === 'missed') return missedInARow > 1 ? 'missedAgain' : 'missed';
  return reason === 'declined' ? 'declined' : 'not-responding';
}

/** A break that is longer than its reason allows, and not interrupted by a call of his own. */
export const isOverdue = (agent: Agent, now: number): boolean =>
  agent.state === 'idle' &&
  agent.presence === 'break' &&
  agent.breakUntil !== null &&
  agent.breakUntil <= now;

/** The one word beside the agent's name, and since when it holds. */
export interface AgentStatus {
  readonly name:
    'ready' | 'break' | 'overdue' | 'not-responding' | 'logged-out' | Exclude<Agent['state'], 'idle'>;
  readonly since: number;
}

export function agentStatus(agent: Agent, now: number): AgentStatus {
  if (agent.state !== 'idle') return { name: agent.state, since: agent.stateSince };
  // A dialled call that reached nobody does not begin a break anew.
  if (agent.presence === 'break')
    return { name: isOverdue(agent, now) ? 'overdue' : 'break', since: agent.presenceSince };
  // Ready again after a call: the wait began when the call was done, not when Ready was pressed.
  return { name: agent.presence, since: Math.max(agent.presenceSince, agent.stateSince) };
}

/** What he will be when he is done; while idle: what he is. */
export const afterwards = ({
  next,
  presence,
  reason,
}: Agent): { presence: Agent['presence']; reason: string | null } => next ?? { presence, reason };

/** How to take the choice for afterwards back: by choosing what he is. null when that cannot be chosen. */
export function takeBackRequest({ next, presence, reason }: Agent): PresenceRequest | null {
  if (next === null) return null;
  if (presence === 'ready') return { presence };
  return presence === 'break' ? { presence, reason } : null;
}

/** Nobody else may go; who is on that break or chose it may have it again. */
export function isFull({ reason, atMost, taken }: OfferedReasonView, agent: Agent): boolean {
  const has = (agent.presence === 'break' && agent.reason === reason) || agent.next?.reason === reason;
  return atMost !== null && taken >= atMost && !has;
}
