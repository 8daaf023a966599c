import type { CallStore, NewInternalCall } from '../../calls/call-store';
import { agentAllowed } from '../allowed-from';
import { clockField, newCallFields, startedData } from '../new-call';
import { asText, oneOf, wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('start-internal', [
  'callId',
  'agentId',
  'agentLegId',
  'colleagueId',
  'colleagueLegId',
  'fields',
  'startedData',
  'allowed',
]);

export async function startInternal(
  scripts: Scripts,
  call: NewInternalCall,
): ReturnType<CallStore['startInternal']> {
  const { callId, agentId, agentLegId, colleagueId, customerLegId } = call;
  const reply = await scripts.run(script, {
    ...{ callId, agentId, agentLegId, colleagueId, colleagueLegId: customerLegId },
    fields: JSON.stringify({ ...newCallFields(call), agentLegId, agentId, ...clockField(call) }),
    startedData: JSON.stringify({ ...startedData(call), agentLegId, colleagueId }),
    allowed: agentAllowed.dial,
  });
  const kind = oneOf(script.name, reply, ['started', 'agent-busy', 'not-free']);
  return kind === 'started' ? { kind } : { kind, state: asText(wordReply(reply).rest[0]) };
}
