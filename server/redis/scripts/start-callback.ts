import type { EnqueueResult } from '../../acd/acd-store';
import type { NewCall } from '../../calls/call-store';
import type { CallbackId, OfferId } from '../../contract/ids';
import { asEnqueued } from '../match-reply';
import { newCallFields, startedData } from '../new-call';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('start-callback', ['callbackId', 'callId', 'fields', 'startedData', 'offerId']);

export async function startCallback(
  scripts: Scripts,
  callbackId: CallbackId,
  call: NewCall,
  offerId: OfferId,
): Promise<EnqueueResult> {
  const reply = await scripts.run(script, {
    callbackId,
    callId: call.callId,
    fields: JSON.stringify(newCallFields(call)),
    startedData: JSON.stringify(startedData(call)),
    offerId,
  });
  return asEnqueued(script.name, reply);
}
