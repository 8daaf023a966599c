import type { DialLimits, NewAttempt, StartAttemptResult } from '../../outbound/attempt-store';
import { newCallFields, startedData } from '../new-call';
import { oneOf, wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('start-attempt', [
  'attemptId',
  'campaignId',
  'callId',
  'fields',
  'startedData',
  'attemptData',
  'limits',
]);

export async function startAttempt(
  scripts: Scripts,
  call: NewAttempt,
  limits: DialLimits,
): Promise<StartAttemptResult> {
  const { attemptId, campaignId, contactId, callId, customerId, packId, entry } = call;
  const customer = customerId === null ? {} : { customerId };
  const flow = { packId, entry: entry.name, entryData: JSON.stringify(entry.variables) };
  const attempt = { attemptId, campaignId, contactId };
  const reply = await scripts.run(script, {
    ...{ attemptId, campaignId, callId },
    fields: JSON.stringify({ ...newCallFields(call), ...customer, ...flow, ...attempt }),
    startedData: JSON.stringify({ ...startedData(call), ...customer }),
    attemptData: JSON.stringify({ ...attempt, number: call.dialedNumber }),
    limits: JSON.stringify(limits),
  });
  const kind = oneOf(script.name, reply, ['started', 'exists', 'void', 'stopped', 'limit']);
  if (kind !== 'limit') return { kind };
  return { kind, which: wordReply(reply).rest[0] === 'at-once' ? 'at-once' : 'per-second' };
}
