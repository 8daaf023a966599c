import type { RecordingFault } from '../../calls/recording-store';
import type { CallId } from '../../contract/ids';
import { oneOf } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('finish-recording', ['callId', 'recordingId', 'ms', 'fault']);

export async function finishRecording(
  scripts: Scripts,
  callId: CallId,
  recordingId: string,
  { ms, fault }: { readonly ms: number; readonly fault: RecordingFault | null },
): Promise<'finished' | 'failed' | 'unknown'> {
  const args = { callId, recordingId, ms: String(Math.round(ms)), fault: fault ?? '' };
  return oneOf(script.name, await scripts.run(script, args), ['finished', 'failed', 'unknown']);
}
