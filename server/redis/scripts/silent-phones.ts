import type { OfferKey } from '../../acd/acd-store';
import { agentId, callId, offerId } from '../../contract/ids';
import { asArray, asTexts, wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('silent-phones', ['silentMs', 'limit']);

const AT_ONCE = 100;

export async function silentPhones(scripts: Scripts, silentMs: number): Promise<readonly OfferKey[]> {
  const { rest } = wordReply(
    await scripts.run(script, { silentMs: String(silentMs), limit: String(AT_ONCE) }),
  );
  return asArray(rest[0]).map((row) => {
    const [offer = '', call = '', agent = ''] = asTexts(row);
    return { offerId: offerId(offer), callId: callId(call), agentId: agentId(agent) };
  });
}
