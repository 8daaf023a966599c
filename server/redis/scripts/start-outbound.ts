import type { CallStore, NewOutboundCall } from '../../calls/call-store';
import { agentAllowed } from '../allowed-from';
import { clockField, newCallFields, startedData } from '../new-call';
import { asText, oneOf, wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('start-outbound', [
  'callId',
  'agentId',
  'agentLegId',
  'fields',
  'startedData',
  'allowed',
]);

export async function startOutbound(
  scripts: Scripts,
  call: NewOutboundCall,
): ReturnType<CallStore['startOutbound']> {
  const own = {
    agentLegId: call.agentLegId,
    ...(call.customerId === null ? {} : { customerId: call.customerId }),
  };
  const reply = await scripts.run(script, {
    callId: call.callId,
    agentId: call.agentId,
    agentLegId: call.agentLegId,
    fields: JSON.stringify({ ...newCallFields(call), ...own, agentId: call.agentId, ...clockField(call) }),
    startedData: JSON.stringify({ ...startedData(call), ...own }),
    allowed: agentAllowed.dial,
  });
  const kind = oneOf(script.name, reply, ['started', 'agent-busy']);
  return kind === 'started' ? { kind } : { kind, state: asText(wordReply(reply).rest[0]) };
}
