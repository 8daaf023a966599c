import type { FarPartyRequest, MoveResult } from '../../calls/call-store';
import { callAllowed } from '../allowed-from';
import { asMove } from '../move-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('call-far-party', [
  'callId',
  'agentId',
  'farLegId',
  'number',
  'requestId',
  'to',
  'event',
  'allowed',
]);

const byAgent = { to: 'consulting', event: 'call.consult-started', allowed: callAllowed.consult } as const;
const byFlow = { to: 'connecting', event: 'call.connecting', allowed: callAllowed.dialOn } as const;

export async function callFarParty(scripts: Scripts, request: FarPartyRequest): Promise<MoveResult> {
  const { callId, agentId, farLegId, number, requestId } = request;
  const reply = await scripts.run(script, {
    callId,
    agentId: agentId ?? '',
    farLegId,
    number,
    requestId: requestId ?? '',
    ...(agentId === null ? byFlow : byAgent),
  });
  return asMove(script.name, reply);
}
