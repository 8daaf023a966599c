import type { DomainEvent } from '../../server/contract/events';

/**
 * A call this agent dialled that did not connect, or a talk of his with a colleague that ended without that one; the
 * desk itself is already idle again.
 */
export interface DialFailure {
  readonly callId: string;
  /** FreeSWITCH cause name. */
  readonly cause: string;
  /** The colleague whose audio did not come back; null: the call did not connect. */
  readonly lostColleague: string | null;
}

/** Older than this it is replayed history, not news. */
const newsMs = 30_000;

/** Causes of a call the agent took back himself: he knows. */
const own = new Set(['ORIGINATOR_CANCEL', 'NORMAL_CLEARING']);

export function dialFailureOf(event: DomainEvent, agentId: string | null, now: number): DialFailure | null {
  const { type, callId } = event;
  if (agentId === null || callId === undefined || now - event.at > newsMs) return null;
  const cause = text(event.data['cause']);
  if (type === 'call.ended' && cause === 'AGENT_LOST') {
    const lostColleague = lostBy(event, agentId);
    return lostColleague === null ? null : { callId, cause, lostColleague };
  }
  if (type !== 'call.dial-failed' || event.agentId !== agentId || own.has(cause)) return null;
  return { callId, cause, lostColleague: null };
}

/** With whom he talked when that one's audio was gone; null: he was missed himself, or it was a caller's call. */
function lostBy({ agentId, data }: DomainEvent, me: string): string | null {
  const [colleague, away] = [text(data['colleagueId']), text(data['awayAgentId'])];
  if (colleague === '' || away === '' || away === me) return null;
  return me === agentId || me === colleague ? away : null;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
