import type { ReleaseResult, ReturnFacts } from '../../calls/call-store';
import type { CallId } from '../../contract/ids';
import { callAllowed } from '../allowed-from';
import { asRelease } from '../move-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('return-call', [
  'callId',
  'agentId',
  'entry',
  'entryData',
  'wrapUpMs',
  'allowed',
]);

export async function returnCall(
  scripts: Scripts,
  callId: CallId,
  { agentId, entry, wrapUpMs }: ReturnFacts,
): Promise<ReleaseResult> {
  const reply = await scripts.run(script, {
    callId,
    agentId,
    entry: entry.name,
    entryData: JSON.stringify(entry.variables),
    wrapUpMs: String(wrapUpMs),
    allowed: callAllowed.returnToFlow,
  });
  return asRelease(script.name, reply);
}
