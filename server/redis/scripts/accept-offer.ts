import type { AcceptResult, OfferKey } from '../../acd/acd-store';
import { agentId, offerId, type OfferId } from '../../contract/ids';
import { callAllowed } from '../allowed-from';
import { asArray, asOffers, asTexts, oneOf, wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('accept-offer', ['offerId', 'callId', 'agentId', 'nextOfferId', 'allowed']);

export async function acceptOffer(
  scripts: Scripts,
  offer: OfferKey,
  nextOfferId: OfferId,
): Promise<AcceptResult> {
  const { callId } = offer;
  const reply = await scripts.run(script, {
    offerId: offer.offerId,
    callId,
    agentId: offer.agentId,
    nextOfferId,
    allowed: callAllowed.acceptOffer,
  });
  const kind = oneOf(script.name, reply, ['accepted', 'already', 'stale']);
  if (kind !== 'accepted') return { kind };
  const [rescinded, next] = wordReply(reply).rest;
  return {
    kind,
    rescinded: asArray(rescinded).map((row) => {
      const [id, agent] = asTexts(row);
      return { offerId: offerId(id ?? ''), callId, agentId: agentId(agent ?? '') };
    }),
    next: asOffers(asArray(next)),
  };
}
