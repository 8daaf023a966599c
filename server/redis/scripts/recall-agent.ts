import type { CallStore, RecallResult } from '../../calls/call-store';
import { legId as toLegId } from '../../contract/ids';
import { asText, oneOf, wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('recall-agent', ['callId', 'agentId', 'legId', 'patienceMs']);

export async function recallAgent(
  scripts: Scripts,
  { patienceMs, ...recall }: Parameters<CallStore['recallAgent']>[0],
): Promise<RecallResult> {
  const reply = await scripts.run(script, { ...recall, patienceMs: String(patienceMs) });
  const kind = oneOf(script.name, reply, ['ring', 'rings', 'not-away']);
  if (kind !== 'ring') return { kind };
  const replaced = asText(wordReply(reply).rest[0]);
  return { kind: 'ring', replaced: replaced === '' ? null : toLegId(replaced) };
}
