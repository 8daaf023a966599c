import type { RecordingRecord } from '../../server/contract/recordings';
import { between, count, uuid, word } from './event-fields';
import type { StoredEvent } from './stored-event';

/** @param events of one call, oldest first */
export function foldRecordings(events: readonly StoredEvent[]): readonly RecordingRecord[] {
  const starts = events.filter(({ type }) => type === 'call.recording-started');
  return starts.flatMap((started) => {
    const recordingId = uuid(started.data, 'recordingId');
    if (recordingId === undefined) return [];
    const own = events.filter(
      ({ type, data }) => type.startsWith('call.recording-') && uuid(data, 'recordingId') === recordingId,
    );
    return [
      {
        recordingId,
        startedAt: started.at.toISOString(),
        ...endOf(started, own, events),
        paused: pausesOf(started, own),
      },
    ];
  });
}

/** What the row of its file begins with. */
export interface RecordingFile {
  readonly recordingId: string;
  /** Of whose calls it was when it began; null: the agent had dialled. */
  readonly queueId: string | null;
  readonly startedAt: Date;
  /** null: it is being written. */
  readonly closesAt: Date | null;
}

/** An end that was told is waited for so long, ms; the switch closes its file after the call. */
const TELL_MS = 60_000;

/** @param events of one call, oldest first */
export function foldRecordingFiles(events: readonly StoredEvent[]): readonly RecordingFile[] {
  return events.flatMap((started, index) => {
    const recordingId = uuid(started.data, 'recordingId');
    if (started.type !== 'call.recording-started' || recordingId === undefined) return [];
    const closed = events.find(
      ({ type, data }) =>
        (type === 'call.recording-finished' || type === 'call.recording-failed') &&
        uuid(data, 'recordingId') === recordingId,
    );
    const ended = events.find(({ type }) => type === 'call.ended');
    const queueId = events.slice(0, index).findLast((event) => event.queueId !== null)?.queueId ?? null;
    const closesAt = closed?.at ?? (ended ? new Date(ended.at.getTime() + TELL_MS) : null);
    return [{ recordingId, queueId, startedAt: started.at, closesAt }];
  });
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
