import type { RecordingChange, RecordingStore } from '../../calls/recording-store';
import { callAllowed } from '../allowed-from';
import { asText, oneOf, wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('change-recording', ['callId', 'agentId', 'to', 'by', 'allowed']);

export async function changeRecording(
  scripts: Scripts,
  { agentId, ...change }: Parameters<RecordingStore['change']>[0],
): Promise<RecordingChange> {
  const args = { ...change, agentId: agentId ?? '', allowed: callAllowed.record };
  const reply = await scripts.run(script, args);
  const kind = oneOf(script.name, reply, ['changed', 'repeated', 'not-recording', 'not-allowed', 'gone']);
  return kind === 'changed' ? { kind, recordingId: asText(wordReply(reply).rest[0]) } : { kind };
}
