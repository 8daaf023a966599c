import type { LossResult, OfferKey, OfferLossReason } from '../../acd/acd-store';
import type { OfferId } from '../../contract/ids';
import { callAllowed } from '../allowed-from';
import { asOffers, unknownReply, wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('lose-offer', [
  'offerId',
  'callId',
  'agentId',
  'reason',
  'nextOfferId',
  'allowed',
]);

export async function loseOffer(
  scripts: Scripts,
  { offerId, callId, agentId }: OfferKey,
  reason: OfferLossReason,
  nextOfferId: OfferId,
): Promise<LossResult> {
  const allowed = callAllowed.loseOffer;
  const reply = await scripts.run(script, { offerId, callId, agentId, reason, nextOfferId, allowed });
  const { word, rest } = wordReply(reply);
  if (word === 'stale') return { kind: 'stale' };
  return word === 'lost' ? { kind: 'lost', next: asOffers(rest) } : unknownReply(script.name, reply);
}
