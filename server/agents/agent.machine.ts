/**
 * Two machines, as a person and as the system see it.
 *
 * Presence, chosen by the person (not-responding by the system, and left by pressing Ready):
 *   logged-out ◄──► break ◄──► ready ──missed or declined offer──► not-responding ──► ready
 *
 * While he is busy the person chooses what he will be afterwards (next presence); it is applied in the step that makes
 * him idle. Otherwise he is then what he was before.
 *
 * State, set by the system:
 *   idle ─► offered ─► on-call ─► wrap-up ─► idle
 *    └────────────dial────▲  (also from wrap-up, and back into it when nobody was reached)
 *    └───────────asked────▲  (by a colleague; back to idle unless the caller is left to him)
 *    └──supervise─► supervising ─► idle
 *                        └─take-over─► on-call
 *
 * Reachable: his softphone is registered. An agent gets offers ⇔ ready ∧ idle ∧ reachable.
 */
export const presences = ['logged-out', 'break', 'ready', 'not-responding'] as const;
export type Presence = (typeof presences)[number];

export const agentStates = ['idle', 'offered', 'on-call', 'wrap-up', 'supervising'] as const;
export type AgentState = (typeof agentStates)[number];

export type AgentMove =
  | 'offer'
  | 'offer-lost'
  | 'talk'
  | 'asked'
  | 'dial'
  | 'dial-failed'
  | 'talk-ended'
  | 'freed'
  | 'wrap-up-ended'
  | 'supervise'
  | 'supervised'
  | 'take-over';

const table: Readonly<Record<AgentMove, Readonly<Partial<Record<AgentState, AgentState>>>>> = {
  offer: { idle: 'offered' },
  'offer-lost': { offered: 'idle' },
  talk: { offered: 'on-call' },
  /** By a colleague whose caller waits; it rings at once, or they talk. */
  asked: { idle: 'on-call' },
  dial: { idle: 'on-call', 'wrap-up': 'on-call' },
  'talk-ended': { 'on-call': 'wrap-up' },
  /** A dialled call that reached nobody, dialled out of a wrap-up. */
  'dial-failed': { 'on-call': 'wrap-up' },
  /** A call that never connected, or a queue without wrap-up. */
  freed: { 'on-call': 'idle', offered: 'idle' },
  'wrap-up-ended': { 'wrap-up': 'idle' },
  /** At another agent's ear. */
  supervise: { idle: 'supervising' },
  supervised: { supervising: 'idle' },
  /** He has the caller of the agent at whose ear he was. */
  'take-over': { supervising: 'on-call' },
};

export function next(state: AgentState, move: AgentMove): AgentState | null {
  return table[move][state] ?? null;
}

export interface OfferEligibility {
  readonly presence: Presence;
  readonly state: AgentState;
  readonly reachable: boolean;
}

/** Whether the agent stands in the ready sets. */
export function canBeOffered(agent: OfferEligibility): boolean {
  return agent.presence === 'ready' && agent.state === 'idle' && agent.reachable;
}
