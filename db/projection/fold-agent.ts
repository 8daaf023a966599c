import { agentStates, presences, type AgentState, type Presence } from '../../server/agents/agent.machine';
import { word } from './event-fields';
import { byPosition, type StoredEvent } from './stored-event';

/** What an agent is between two moments. */
export interface Standing {
  readonly presence: Exclude<Presence, 'logged-out'>;
  /** Of a break, or of not responding. */
  readonly reason: string | null;
  /** His presence counts as work: ready, or a break whose reason does. What he is busy with counts by itself. */
  readonly productive: boolean;
  readonly state: AgentState;
  readonly callId: string | null;
}

/** An interval that has begun, with the event that began it. */
export interface OpenInterval extends Standing {
  readonly streamMs: string;
  readonly streamSeq: string;
  readonly fromAt: Date;
}

export interface AgentInterval extends OpenInterval {
  readonly agentId: string;
  readonly untilAt: Date | null;
}

/** Login and logout change the presence too, so these two say everything. */
export const AGENT_EVENTS = ['agent.presence-changed', 'agent.state-changed'] as const;

const isAbout = (type: string): boolean => AGENT_EVENTS.some((known) => known === type);

/** How far an agent's time is told. */
export interface Told {
  /** null: he is logged out. */
  readonly open: OpenInterval | null;
  /** Nothing begins before it, whatever the clock did. */
  readonly after: Date | null;
}

export const nothingTold: Told = { open: null, after: null };

/**
 * An agent's time from his events: one interval after the other, from log-in to log-out, without gap or overlap. Goes
 * on from what is told, so that history can be folded in pieces.
 */
export function foldAgent(
  agentId: string,
  told: Told,
  unordered: readonly StoredEvent[],
): Told & { readonly closed: readonly AgentInterval[] } {
  const closed: AgentInterval[] = [];
  let { open, after } = told;
  for (const event of unordered.filter(({ type }) => isAbout(type)).sort(byPosition)) {
    const standing = standingAfter(open, event);
    if (standing === undefined) continue;
    // A clock that stepped back ends nothing before it began; what lasts no time is no interval.
    after = after === null || event.at > after ? event.at : after;
    if (open !== null && after > open.fromAt) closed.push({ ...open, agentId, untilAt: after });
    const { streamMs, streamSeq } = event;
    open = standing && { ...standing, streamMs, streamSeq, fromAt: after };
  }
  return { closed, open, after };
}

const FIRST: Standing = { presence: 'break', reason: null, productive: false, state: 'idle', callId: null };

/** undefined: the event changes nothing; null: he is logged out. */
function standingAfter(open: Standing | null, event: StoredEvent): Standing | null | undefined {
  const { presence, reason, productive, state, callId } = open ?? FIRST;
  if (event.type === 'agent.state-changed') {
    const changed = agentStates.find((known) => known === word(event.data, 'state'));
    if (open === null || changed === undefined) return undefined;
    return { presence, reason, productive, state: changed, callId: event.callId };
  }
  const changed = presences.find((known) => known === word(event.data, 'presence'));
  if (changed === undefined) return undefined;
  if (changed === 'logged-out') return null;
  const counts = changed === 'ready' || (changed === 'break' && event.data['productive'] === true);
  return { presence: changed, reason: word(event.data, 'reason') ?? null, productive: counts, state, callId };
}
