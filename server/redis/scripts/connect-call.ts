import type { ConnectFacts, ReleaseResult } from '../../calls/call-store';
import type { CallId } from '../../contract/ids';
import { callAllowed } from '../allowed-from';
import { asRelease } from '../move-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('connect-call', ['callId', 'agentId', 'farLegId', 'wrapUpMs', 'allowed']);

export async function connectCall(
  scripts: Scripts,
  callId: CallId,
  { agentId, farLegId, wrapUpMs }: ConnectFacts,
): Promise<ReleaseResult> {
  const reply = await scripts.run(script, {
    callId,
    agentId: agentId ?? '',
    farLegId,
    wrapUpMs: String(wrapUpMs),
    allowed: callAllowed.connect,
  });
  return asRelease(script.name, reply);
}
