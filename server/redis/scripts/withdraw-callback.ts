import type { WithdrawResult } from '../../acd/callback-store';
import { callId, type CallbackId } from '../../contract/ids';
import { asText, oneOf, wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('withdraw-callback', ['callbackId', 'by']);

export async function withdrawCallback(
  scripts: Scripts,
  callbackId: CallbackId,
  by: string,
): Promise<WithdrawResult> {
  const reply = await scripts.run(script, { callbackId, by });
  const kind = oneOf(script.name, reply, ['withdrawn', 'under-way', 'gone']);
  if (kind === 'under-way' || kind === 'gone') return { kind };
  const own = asText(wordReply(reply).rest[0]);
  return { kind, callId: own === '' ? null : callId(own) };
}
