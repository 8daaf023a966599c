import type { DueDeadline } from '../../acd/acd-store';
import { agentId, callId, type OfferId } from '../../contract/ids';
import { asArray, asOffer, asOfferOrNull, asOffers, asText, unknownReply, wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('advance-deadlines', [], 'rest');

export async function advanceDeadlines(scripts: Scripts, offerIds: readonly OfferId[]): Promise<DueDeadline> {
  if (offerIds.length === 0) return { missed: [], wrapUpsEnded: [] };
  const reply = await scripts.run(script, {}, offerIds);
  const { word, rest } = wordReply(reply);
  if (word !== 'ok') return unknownReply(script.name, reply);
  return {
    missed: asArray(rest[0]).map((row) => {
      const [offer, ...next] = asArray(row);
      return { offer: asOffer(asArray(offer)), next: asOffers(next) };
    }),
    wrapUpsEnded: asArray(rest[1]).map((row) => {
      const [agent, call, next] = asArray(row);
      return { agentId: agentId(asText(agent)), callId: callId(asText(call)), next: asOfferOrNull(next) };
    }),
  };
}
