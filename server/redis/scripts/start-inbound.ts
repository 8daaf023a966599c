import type { NewCall } from '../../calls/call-store';
import { callId, type CallId } from '../../contract/ids';
import { newCallFields, startedData } from '../new-call';
import { asText, oneOf, wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('start-inbound', ['callId', 'legId', 'fields', 'startedData', 'legData']);

export async function startInbound(
  scripts: Scripts,
  call: NewCall,
): Promise<{ readonly kind: 'started' | 'exists'; readonly callId: CallId }> {
  const reply = await scripts.run(script, {
    callId: call.callId,
    legId: call.customerLegId,
    fields: JSON.stringify(newCallFields(call)),
    startedData: JSON.stringify(startedData(call)),
    legData: JSON.stringify({ role: 'customer', number: call.callerNumber || null }),
  });
  const kind = oneOf(script.name, reply, ['started', 'exists']);
  return { kind, callId: callId(asText(wordReply(reply).rest[0])) };
}
