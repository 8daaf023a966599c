import type { CallDetail, CallSummary, TimelineEntry } from '../../server/contract/rest';
import type { Call, CallEvent, CallLeg } from '../entities';

const isoOrNull = (at: Date | null): string | null => at && at.toISOString();

export const toCallSummary = (call: Call, customerName: string | null): CallSummary => ({
  callId: call.callId,
  direction: call.direction,
  callerNumber: call.callerNumber,
  dialedNumber: call.dialedNumber,
  customerId: call.customerId,
  customerName,
  agentId: call.agentId,
  queueId: call.queueId,
  topic: call.topic,
  startedAt: call.startedAt.toISOString(),
  endedAt: isoOrNull(call.endedAt),
  outcome: call.outcome,
  waitMs: call.waitMs,
  talkMs: call.talkMs,
  connectedMs: call.connectedMs,
  dispositionCode: call.dispositionCode,
  note: call.note,
});

export const toLegView = (leg: CallLeg): CallDetail['legs'][number] => ({
  legId: leg.legId,
  role: leg.role,
  agentId: leg.agentId,
  number: leg.number,
  startedAt: leg.startedAt.toISOString(),
  answeredAt: isoOrNull(leg.answeredAt),
  endedAt: isoOrNull(leg.endedAt),
  hangupCause: leg.hangupCause,
  sipStatus: leg.sipStatus,
});

export const toTimelineEntry = (event: CallEvent): TimelineEntry => ({
  eventId: event.eventId,
  at: event.at.toISOString(),
  type: event.type,
  agentId: event.agentId,
  queueId: event.queueId,
  legId: event.legId,
  data: event.data,
});
