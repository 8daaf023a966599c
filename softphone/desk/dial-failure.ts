import type { DomainEvent } from '../../server/contract/events';

/** A call this agent dialled that did not connect; the desk itself is already idle again. */
export interface DialFailure {
  readonly callId: string;
  /** FreeSWITCH cause name. */
  readonly cause: string;
}

/** Older than this it is replayed history, not news. */
const newsMs = 30_000;

/** Causes of a call the agent took back himself: he knows. */
const own = new Set(['ORIGINATOR_CANCEL', 'NORMAL_CLEARING']);

export function dialFailureOf(event: DomainEvent, agentId: string | null, now: number): DialFailure | null {
  if (event.type !== 'call.dial-failed' || event.callId === undefined) return null;
  if (event.agentId !== agentId || now - event.at > newsMs) return null;
  const cause = typeof event.data['cause'] === 'string' ? event.data['cause'] : '';
  return own.has(cause) ? null : { callId: event.callId, cause };
}
