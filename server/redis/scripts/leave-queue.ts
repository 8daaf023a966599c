import type { LeaveResult } from '../../acd/acd-store';
import { agentId, offerId, type CallId } from '../../contract/ids';
import { callAllowed } from '../allowed-from';
import { asCallState } from '../live-call';
import { asArray, asText, asTexts, oneOf, wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('leave-queue', ['callId', 'why', 'entry', 'allowed']);

export async function leaveQueue(
  scripts: Scripts,
  callId: CallId,
  { why, entry }: { readonly why: string; readonly entry: string },
): Promise<LeaveResult> {
  const reply = await scripts.run(script, { callId, why, entry, allowed: callAllowed.leaveQueue });
  const kind = oneOf(script.name, reply, ['left', 'not-allowed', 'gone']);
  const { rest } = wordReply(reply);
  if (kind === 'gone') return { kind };
  if (kind === 'not-allowed') return { kind, state: asCallState(asText(rest[0])) };
  const rescinded = asArray(rest[1]).map((row) => {
    const [id, agent] = asTexts(row);
    return { offerId: offerId(id ?? ''), callId, agentId: agentId(agent ?? '') };
  });
  return { kind, rescinded };
}
