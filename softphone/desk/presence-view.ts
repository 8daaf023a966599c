import type { Desk } from '../../server/contract/rest';
import type { Registration } from '../phone/phone-line';

/** Why this agent gets no calls, worst first; null when calls come, or when he chose a break himself. */
export type Obstacle =
  'not-responding' | 'phone-refused' | 'phone-in-other-tab' | 'phone-reconnecting' | 'not-reachable';

export function obstacleOf(desk: Desk | null, registration: Registration): Obstacle | null {
  if (registration.name === 'refused') return 'phone-refused';
  if (registration.name === 'other-tab') return 'phone-in-other-tab';
  if (registration.name === 'reconnecting') return 'phone-reconnecting';
  if (!desk) return null;
  if (desk.agent.presence === 'not-responding') return 'not-responding';
  // Our registration is up and the server has not seen it: worth saying only to somebody who waits for calls.
  const waits = desk.agent.presence === 'ready' && desk.agent.state === 'idle';
  return waits && !desk.agent.reachable && registration.name === 'registered' ? 'not-reachable' : null;
}

/** The one word beside the agent's name, and since when it holds. */
export interface AgentStatus {
  readonly name: 'ready' | 'break' | 'not-responding' | 'logged-out' | 'offered' | 'on-call' | 'wrap-up';
  readonly since: number;
}

export function agentStatus(agent: Desk['agent']): AgentStatus {
  if (agent.state !== 'idle') return { name: agent.state, since: agent.stateSince };
  // Ready again after a call: the wait began when the call was done, not when Ready was pressed.
  return { name: agent.presence, since: Math.max(agent.presenceSince, agent.stateSince) };
}

export const breakReasons = ['lunch', 'meeting', 'training', 'other'] as const;
