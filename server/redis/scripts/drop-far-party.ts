import type { FarPartyDrop, MoveResult } from '../../calls/call-store';
import type { CallId } from '../../contract/ids';
import { callAllowed } from '../allowed-from';
import { asMove } from '../move-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('drop-far-party', [
  'callId',
  'farLegId',
  'how',
  'cause',
  'sipStatus',
  'to',
  'event',
  'allowed',
]);

export async function dropFarParty(
  scripts: Scripts,
  callId: CallId,
  drop: FarPartyDrop,
): Promise<MoveResult> {
  const { farLegId, how, cause, sipStatus, from } = drop;
  const reply = await scripts.run(script, {
    callId,
    farLegId,
    how,
    cause: cause ?? '',
    sipStatus: sipStatus === undefined ? '' : String(sipStatus),
    ...(from === 'consulting'
      ? { to: 'talking', event: `call.consult-${how}`, allowed: callAllowed.endConsult }
      : { to: 'in-ivr', event: 'call.connect-failed', allowed: callAllowed.failDialOn }),
  });
  return asMove(script.name, reply);
}
