import type { RecordingStore } from '../../calls/recording-store';
import { callAllowed } from '../allowed-from';
import { asText, oneOf, wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('start-recording', ['callId', 'recordingId', 'agentId', 'by', 'allowed']);

export async function startRecording(
  scripts: Scripts,
  recording: Parameters<RecordingStore['start']>[0],
): ReturnType<RecordingStore['start']> {
  const reply = await scripts.run(script, { ...recording, allowed: callAllowed.record });
  const kind = oneOf(script.name, reply, ['started', 'exists', 'not-allowed', 'gone']);
  return kind === 'started' ? { kind, recordingId: asText(wordReply(reply).rest[0]) } : { kind };
}
