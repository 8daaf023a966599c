import type { DialLimits, NewAttempt, StartAttemptResult } from '../../outbound/attempt-store';
import { agentAllowed } from '../allowed-from';
import { clockField, newCallFields, startedData } from '../new-call';
import { asText, oneOf, wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('start-attempt', [
  'attemptId',
  'campaignId',
  'callId',
  'fields',
  'startedData',
  'attemptData',
  'limits',
  'agentId',
  'agentLegId',
  'allowed',
]);

export async function startAttempt(
  scripts: Scripts,
  call: NewAttempt,
  limits: DialLimits,
): Promise<StartAttemptResult> {
  const { attemptId, campaignId, contactId, callId, customerId, packId, entry, agent, detection } = call;
  const customer = customerId === null ? {} : { customerId };
  const flow = {
    packId,
    ...(entry ? { entry: entry.name, entryData: JSON.stringify(entry.variables) } : {}),
  };
  const attempt = { attemptId, campaignId, contactId };
  const reply = await scripts.run(script, {
    ...{ attemptId, campaignId, callId },
    fields: JSON.stringify({
      ...newCallFields(call),
      ...customer,
      ...flow,
      ...attempt,
      ...agentFields(agent),
      ...detectionFields(detection),
    }),
    startedData: JSON.stringify({ ...startedData(call), ...customer }),
    attemptData: JSON.stringify({ ...attempt, number: call.dialedNumber }),
    limits: JSON.stringify(limits),
    ...{ agentId: agent?.agentId ?? '', agentLegId: agent?.agentLegId ?? '', allowed: agentAllowed.dial },
  });
  const kind = oneOf(script.name, reply, ['started', 'exists', 'void', 'stopped', 'limit', 'agent-busy']);
  if (kind === 'agent-busy') return { kind, state: asText(wordReply(reply).rest[0]) };
  if (kind !== 'limit') return { kind };
  return { kind, which: wordReply(reply).rest[0] === 'at-once' ? 'at-once' : 'per-second' };
}

const detectionFields = (detection: NewAttempt['detection']): Readonly<Record<string, string>> =>
  detection === undefined
    ? {}
    : { detects: '1', ...(detection.machineHears === null ? {} : { machineHears: detection.machineHears }) };

/** awaitsAgent: the contact is not called before his own leg is up. */
const agentFields = (agent: NewAttempt['agent']): Readonly<Record<string, string>> =>
  agent === undefined
    ? {}
    : {
        ...{ agentId: agent.agentId, agentLegId: agent.agentLegId, attemptRingS: String(agent.ringS) },
        ...{ awaitsAgent: '1', ...(agent.queueId === null ? {} : { attemptQueueId: agent.queueId }) },
        ...clockField(agent),
      };
