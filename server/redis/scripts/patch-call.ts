import type { CallPatch, EventDraft } from '../../calls/call-store';
import type { CallId } from '../../contract/ids';
import { draftTexts } from '../event-draft';
import { oneOf } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('patch-call', ['callId', 'patch'], 'rest');

export async function patchCall(
  scripts: Scripts,
  callId: CallId,
  patch: CallPatch,
  events: readonly EventDraft[],
): Promise<'ok' | 'gone'> {
  const reply = await scripts.run(script, { callId, patch: JSON.stringify(patch) }, draftTexts(events));
  return oneOf(script.name, reply, ['ok', 'gone']);
}
