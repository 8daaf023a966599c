import type { StepsTaken } from '../../acd/acd-store';
import { callId, queueId, type OfferId } from '../../contract/ids';
import { asArray, asOffers, asText, asTexts, oneOf, wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('advance-steps', ['limit', 'offerId']);

export async function advanceSteps(scripts: Scripts, limit: number, offerId: OfferId): Promise<StepsTaken> {
  const reply = await scripts.run(script, { limit: String(limit), offerId });
  oneOf(script.name, reply, ['ok']);
  const [offers, reached, handled] = wordReply(reply).rest;
  return {
    offers: asOffers(asArray(offers)),
    reached: asArray(reached).map((row) => {
      const [call, queue, announce, callback] = asTexts(row);
      return {
        callId: callId(call ?? ''),
        queueId: queueId(queue ?? ''),
        announce: announce === '0' ? null : Number(announce),
        offerCallback: callback === '1',
      };
    }),
    handled: Number(asText(handled)),
  };
}
