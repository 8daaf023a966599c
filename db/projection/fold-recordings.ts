import type { RecordingKind, RecordingRecord } from '../../server/contract/recordings';
import { between, count, uuid, word } from './event-fields';
import type { StoredEvent } from './stored-event';

/** What was recorded, as its call shows it: talks, and what was said into the flow. @param events of one call, oldest first */
export function foldRecordings(events: readonly StoredEvent[]): readonly RecordingRecord[] {
  return events.flatMap((event) => {
    const recordingId = idOf(event);
    if (recordingId === undefined) return [];
    return [event.type === MESSAGE ? messageOf(recordingId, event) : talkOf(recordingId, event, events)];
  });
}

/** What the row of its file begins with. */
export interface RecordingFile {
  readonly recordingId: string;
  readonly kind: RecordingKind;
  /** Of whose calls it was when it began; null: the agent had dialled, or it is a message. */
  readonly queueId: string | null;
  /** Whose flow took the message; null: a talk. */
  readonly packId: string | null;
  readonly startedAt: Date;
  /** null: it is being written. */
  readonly closesAt: Date | null;
}

/** An end that was told is waited for so long, ms; the switch closes its file after the call. */
const TELL_MS = 60_000;
/** Told when the message is over. */
const MESSAGE = 'ivr.message-recorded';

/** @param events of one call, oldest first */
export function foldRecordingFiles(events: readonly StoredEvent[]): readonly RecordingFile[] {
  return events.flatMap((event) => {
    const recordingId = idOf(event);
    if (recordingId === undefined) return [];
    return [event.type === MESSAGE ? messageFile(recordingId, event) : talkFile(recordingId, event, events)];
  });
}

function idOf({ type, data }: StoredEvent): string | undefined {
  if (type === MESSAGE) return uuid(data, 'messageId');
  return type === 'call.recording-started' ? uuid(data, 'recordingId') : undefined;
}

function talkOf(recordingId: string, started: StoredEvent, events: readonly StoredEvent[]): RecordingRecord {
  const own = events.filter(
    ({ type, data }) => type.startsWith('call.recording-') && uuid(data, 'recordingId') === recordingId,
  );
  const startedAt = started.at.toISOString();
  return {
    recordingId,
    kind: 'talk',
    startedAt,
    ...endOf(started, own, events),
    paused: pausesOf(started, own),
  };
}

/** One that ended with the call has no length until its file was read. */
function messageOf(recordingId: string, { at, data }: StoredEvent): RecordingRecord {
  const ms = count(data, 'ms') ?? null;
  const startedAt = new Date(at.getTime() - (ms ?? 0)).toISOString();
  return { recordingId, kind: 'message', startedAt, ms, paused: [], fault: null };
}

function talkFile(recordingId: string, started: StoredEvent, events: readonly StoredEvent[]): RecordingFile {
  const closed = events.find(
    ({ type, data }) =>
      (type === 'call.recording-finished' || type === 'call.recording-failed') &&
      uuid(data, 'recordingId') === recordingId,
  );
  const ended = events.find(({ type }) => type === 'call.ended');
  const queueId =
    events.slice(0, events.indexOf(started)).findLast((event) => event.queueId !== null)?.queueId ?? null;
  const closesAt = closed?.at ?? (ended ? new Date(ended.at.getTime() + TELL_MS) : null);
  return { recordingId, kind: 'talk', queueId, packId: null, startedAt: started.at, closesAt };
}

/** The switch says how long a message is when its file is closed. */
function messageFile(recordingId: string, { at, data }: StoredEvent): RecordingFile {
  const ms = count(data, 'ms');
  const closesAt = ms === undefined ? new Date(at.getTime() + TELL_MS) : at;
  const packId = word(data, 'pack') ?? null;
  const startedAt = new Date(at.getTime() - (ms ?? 0));
  return { recordingId, kind: 'message', queueId: null, packId, startedAt, closesAt };
}

/** A server that died over its end has not told how long the file is: then the events say how long it should be. */
function endOf(
  started: StoredEvent,
  own: readonly StoredEvent[],
  events: readonly StoredEvent[],
): Pick<RecordingRecord, 'ms' | 'fault'> {
  const of = (type: string) => own.find((event) => event.type === `call.recording-${type}`);
  const [finished, failed] = [of('finished'), of('failed')];
  const end = of('stopped') ?? events.find(({ type }) => type === 'call.ended');
  const told = finished && count(finished.data, 'ms');
  const expected = end && !failed ? between(started.at, end.at) : null;
  return {
    ms: told ?? expected,
    fault: failed ? (word(failed.data, 'reason') ?? 'broken-off') : null,
  };
}

function pausesOf(started: StoredEvent, own: readonly StoredEvent[]): RecordingRecord['paused'] {
  const paused: RecordingRecord['paused'] = [];
  for (const { type, at } of own) {
    const last = paused.at(-1);
    const isOpen = last !== undefined && last.toMs === null;
    const ms = between(started.at, at);
    if (type === 'call.recording-paused' && !isOpen) paused.push({ fromMs: ms, toMs: null });
    else if (type === 'call.recording-resumed' && isOpen) last.toMs = ms;
  }
  return paused;
}
