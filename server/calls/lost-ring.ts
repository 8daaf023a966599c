import type { LegEvent } from './switch';

type HungUp = Pick<Extract<LegEvent, { readonly kind: 'hung-up' }>, 'cause' | 'by'>;

/** What the end of an agent's leg of whose answer nothing was heard says about the agent. */
export function lostRing({ cause, by }: HungUp): 'missed' | 'declined' | 'failed' {
  // He answered, and hung up before that was told.
  if (cause === 'NORMAL_CLEARING' && by === 'party') return 'declined';
  if (cause === 'NO_ANSWER' || cause === 'ORIGINATOR_CANCEL') return 'missed';
  if (cause === 'USER_BUSY' || cause === 'CALL_REJECTED') return 'declined';
  return 'failed';
}
