import type { CallbackRequest, RequestResult } from '../../acd/callback-store';
import { callbackId } from '../../contract/ids';
import { asText, oneOf, wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('request-callback', [
  'callbackId',
  'number',
  'queueId',
  'ofCallId',
  'withinMs',
  'facts',
]);

export async function requestCallback(scripts: Scripts, request: CallbackRequest): Promise<RequestResult> {
  const { topic, customerId, language, switchId, dialled } = request;
  const facts = {
    ...{ language, switchId, dialled },
    ...(topic === null ? {} : { topic }),
    ...(customerId === null ? {} : { customerId }),
  };
  const reply = await scripts.run(script, {
    callbackId: request.callbackId,
    number: request.number,
    queueId: request.queueId,
    ofCallId: request.ofCallId ?? '',
    withinMs: String(request.withinMs),
    facts: JSON.stringify(facts),
  });
  const kind = oneOf(script.name, reply, ['accepted', 'exists', 'unknown-queue']);
  if (kind === 'unknown-queue') return { kind };
  return { kind, callbackId: callbackId(asText(wordReply(reply).rest[0])) };
}
