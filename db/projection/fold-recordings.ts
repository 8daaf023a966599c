import type { RecordingView } from '../../server/contract/recordings';
import { between, count, uuid, word } from './event-fields';
import type { StoredEvent } from './stored-event';

/** @param events of one call, oldest first */
export function foldRecordings(events: readonly StoredEvent[]): readonly RecordingView[] {
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

/** A server that died over its end has not told how long the file is: then the events say how long it should be. */
function endOf(
  started: StoredEvent,
  own: readonly StoredEvent[],
  events: readonly StoredEvent[],
): Pick<RecordingView, 'ms' | 'fault'> {
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

function pausesOf(started: StoredEvent, own: readonly StoredEvent[]): RecordingView['paused'] {
  const paused: RecordingView['paused'] = [];
  for (const { type, at } of own) {
    const last = paused.at(-1);
    const isOpen = last !== undefined && last.toMs === null;
    const ms = between(started.at, at);
    if (type === 'call.recording-paused' && !isOpen) paused.push({ fromMs: ms, toMs: null });
    else if (type === 'call.recording-resumed' && isOpen) last.toMs = ms;
  }
  return paused;
}
