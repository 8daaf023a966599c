import type { FarPartyRequest, RepeatableMove } from '../../calls/call-store';
import { callAllowed } from '../allowed-from';
import { asRepeatableMove } from '../move-reply';
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

export async function callFarParty(scripts: Scripts, request: FarPartyRequest): Promise<RepeatableMove> {
  const { agentId, ...facts } = request;
  const reply = await scripts.run(script, {
    ...facts,
    agentId: agentId ?? '',
    ...(agentId === null ? byFlow : byAgent),
  });
  return asRepeatableMove(script.name, reply);
}
