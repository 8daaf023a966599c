import type { Offer } from '../../acd/acd-store';
import { callAllowed } from '../allowed-from';
import { oneOf } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('accept-offer', ['offerId', 'callId', 'agentId', 'allowed']);

export async function acceptOffer(
  scripts: Scripts,
  { offerId, callId, agentId }: Pick<Offer, 'offerId' | 'callId' | 'agentId'>,
): Promise<'accepted' | 'already' | 'stale'> {
  const reply = await scripts.run(script, { offerId, callId, agentId, allowed: callAllowed.acceptOffer });
  return oneOf(script.name, reply, ['accepted', 'already', 'stale']);
}
