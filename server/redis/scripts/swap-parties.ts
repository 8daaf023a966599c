import type { MoveResult, PartySwap } from '../../calls/call-store';
import { callAllowed } from '../allowed-from';
import { asMove } from '../move-reply';
import { wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('swap-parties', ['callId', 'agentId', 'farLegId', 'talkTo', 'allowed']);

export async function swapParties(
  scripts: Scripts,
  swap: PartySwap,
): Promise<MoveResult | { readonly kind: 'repeated' }> {
  const reply = await scripts.run(script, { ...swap, allowed: callAllowed.endConsult });
  return wordReply(reply).word === 'repeated' ? { kind: 'repeated' } : asMove(script.name, reply);
}
