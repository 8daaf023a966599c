import type { PartySwap, RepeatableMove } from '../../calls/call-store';
import { callAllowed } from '../allowed-from';
import { asRepeatableMove } from '../move-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('swap-parties', ['callId', 'agentId', 'farLegId', 'talkTo', 'allowed']);

export async function swapParties(scripts: Scripts, swap: PartySwap): Promise<RepeatableMove> {
  const reply = await scripts.run(script, { ...swap, allowed: callAllowed.endConsult });
  return asRepeatableMove(script.name, reply);
}
