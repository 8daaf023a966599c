import type { CallDirection, CallSummary } from '../../server/contract/rest';

export interface OutcomeFacts {
  readonly direction: CallDirection;
  readonly ended: boolean;
  readonly hasTalked: boolean;
  readonly wasAbandoned: boolean;
  readonly wasQueued: boolean;
  /** Whom a campaign called has answered. */
  readonly wasReached: boolean;
  readonly by: string | null;
  readonly cause: string | null;
  /** The state it ended from; null when the event does not say. */
  readonly from: string | null;
}

/** Our own causes for a call whose leg or switch was found gone: LOST, AGENT_LOST. */
const LOST_CAUSE = /(^|_)LOST$/;

/** The flow served him, or was about to connect him with somebody, or did. */
const SERVED_BY_FLOW: readonly string[] = ['in-ivr', 'connecting', 'connected'];

/** How the call ended for the caller. The first rule that holds decides. */
export function outcomeOf(facts: OutcomeFacts): CallSummary['outcome'] {
  if (!facts.ended) return 'in-progress';
  if (facts.hasTalked) return 'answered';
  if (facts.wasAbandoned) return 'abandoned';
  if (facts.by === 'system' && LOST_CAUSE.test(facts.cause ?? '')) return 'lost';
  if (facts.direction !== 'inbound' && !facts.wasReached) return 'not-reached';
  if (SERVED_BY_FLOW.includes(facts.from ?? '') || (facts.from === null && !facts.wasQueued))
    return 'self-served';
  // It waited, nobody answered, and no call.abandoned was seen: the side that ended it tells.
  return facts.by === 'system' ? 'lost' : 'abandoned';
}
