import type { DropResult, FarPartyDrop } from '../../calls/call-store';
import { agentId, type CallId } from '../../contract/ids';
import { callAllowed } from '../allowed-from';
import { asMove } from '../move-reply';
import { asText, wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('drop-far-party', [
  'callId',
  'farLegId',
  'how',
  'cause',
  'sipStatus',
  'loss',
  'to',
  'event',
  'allowed',
]);

export async function dropFarParty(
  scripts: Scripts,
  callId: CallId,
  drop: FarPartyDrop,
): Promise<DropResult> {
  const { farLegId, how, cause, sipStatus, loss = '', from } = drop;
  const reply = await scripts.run(script, {
    callId,
    farLegId,
    how,
    cause: cause ?? '',
    sipStatus: sipStatus === undefined ? '' : String(sipStatus),
    loss,
    ...(from === 'consulting'
      ? { to: 'talking', event: `call.consult-${how}`, allowed: callAllowed.endConsult }
      : { to: 'in-ivr', event: 'call.connect-failed', allowed: callAllowed.failDialOn }),
  });
  const move = asMove(script.name, reply);
  if (move.kind !== 'moved') return move;
  const freed = asText(wordReply(reply).rest[1]);
  return { ...move, freed: freed === '' ? null : agentId(freed) };
}
