import type { RecordingKeeping, RecordingRecord, RecordingView } from '../../server/contract/recordings';
import type { CallDetail, CallSummary, TimelineEntry } from '../../server/contract/rest';
import type { Call, CallEvent, CallLeg, Recording } from '../entities';

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

/** What the events say of each recording, with what has become of its file. */
export const toRecordingViews = (
  records: readonly RecordingRecord[],
  files: readonly Recording[],
): RecordingView[] =>
  records.map((record) => {
    const file = files.find(({ recordingId }) => recordingId === record.recordingId);
    const ms = file?.ms ?? record.ms;
    return { ...record, startedAt: beginOf(record, ms), ms, keeping: file ? toKeeping(file) : null };
  });

/** Of a message whose length was not told only its end is known. */
function beginOf({ kind, startedAt, ms: told }: RecordingRecord, ms: number | null): string {
  if (kind === 'talk' || told !== null) return startedAt;
  return new Date(Date.parse(startedAt) - (ms ?? 0)).toISOString();
}

const shownAs: Readonly<Record<Recording['state'], RecordingKeeping['state']>> = {
  open: 'open',
  sealed: 'kept',
  kept: 'kept',
  lost: 'lost',
  deleting: 'deleted',
  deleted: 'deleted',
};

const toKeeping = (file: Recording): RecordingKeeping => ({
  state: shownAs[file.state],
  bytes: file.bytes,
  sha256: file.sha256,
  isEncrypted: file.keyId !== null,
  keepUntil: isoOrNull(file.keepUntil),
  legalHold: file.legalHold,
  deletion: file.deletion,
});
