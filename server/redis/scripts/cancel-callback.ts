import { callId, type CallId } from '../../contract/ids';
import { asText, oneOf, wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('cancel-callback', ['number', 'callId']);

/** → the callback's own call, which is to be ended; null: there was no callback, or it has no call. */
export async function cancelCallback(
  scripts: Scripts,
  number: string,
  newCallId: CallId,
): Promise<CallId | null> {
  const reply = await scripts.run(script, { number, callId: newCallId });
  if (oneOf(script.name, reply, ['cancelled', 'none']) === 'none') return null;
  const own = asText(wordReply(reply).rest[0]);
  return own === '' ? null : callId(own);
}
