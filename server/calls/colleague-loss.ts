import type { ColleagueLoss, FarParty } from './call-store';
import { lostRing } from './lost-ring';

/** How a far leg ended; `by` the party itself or the switch. */
export interface FarEnd {
  readonly cause: string;
  readonly by: 'party' | 'switch';
  readonly sipStatus?: number;
}

export const LOST: FarEnd = { cause: 'LOST', by: 'party' };

/** A colleague who declines stays ready; one whose audio broke off is not rung again before his phone is well. */
export function colleagueLoss(farParty: FarParty | null, end: FarEnd): ColleagueLoss | null {
  if (!farParty?.agentId) return null;
  const brokeOff = end.by === 'switch' && end.cause !== 'NORMAL_CLEARING';
  if (farParty.state !== 'ringing') return brokeOff ? 'failed' : null;
  const loss = end.cause === LOST.cause ? 'declined' : lostRing(end);
  return loss === 'declined' ? null : loss;
}
