import type { Offer } from '../../acd/acd-store';
import { asArray, asOffer } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('live-offers');

export async function liveOffers(scripts: Scripts): Promise<readonly Offer[]> {
  return asArray(await scripts.run(script, {})).map((row) => asOffer(asArray(row)));
}
