import type { EventDraft, MoveResult } from '../../calls/call-store';
import type { CallId } from '../../contract/ids';
import { callAllowed } from '../allowed-from';
import { draftTexts } from '../event-draft';
import { asMove } from '../move-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('start-talk', ['callId', 'allowed'], 'rest');

export async function startTalk(
  scripts: Scripts,
  callId: CallId,
  events: readonly EventDraft[],
): Promise<MoveResult> {
  const args = { callId, allowed: callAllowed.startTalk };
  return asMove(script.name, await scripts.run(script, args, draftTexts(events)));
}
