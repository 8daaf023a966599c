import type { ConnectFacts, ReleaseResult } from '../../calls/call-store';
import type { CallId } from '../../contract/ids';
import { callAllowed } from '../allowed-from';
import { asRelease } from '../move-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('pass-call', ['callId', 'agentId', 'farLegId', 'wrapUpMs', 'allowed']);

export async function passCall(
  scripts: Scripts,
  callId: CallId,
  { agentId, farLegId, wrapUpMs }: ConnectFacts & { readonly agentId: string },
): Promise<ReleaseResult> {
  const facts = { callId, agentId, farLegId, wrapUpMs: String(wrapUpMs), allowed: callAllowed.pass };
  return asRelease(script.name, await scripts.run(script, facts));
}
