import type { BackResult } from '../../calls/call-store';
import { legId as toLegId, type CallId, type LegId } from '../../contract/ids';
import { asText, oneOf, wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('agent-back', ['callId', 'legId']);

export async function agentBack(scripts: Scripts, callId: CallId, legId: LegId): Promise<BackResult> {
  const reply = await scripts.run(script, { callId, legId });
  if (oneOf(script.name, reply, ['back', 'stale']) === 'stale') return { kind: 'stale' };
  return { kind: 'back', formerLegId: toLegId(asText(wordReply(reply).rest[0])) };
}
