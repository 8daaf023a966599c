import type { CallId, LegId } from '../../contract/ids';
import { callAllowed } from '../allowed-from';
import { oneOf } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('far-party-answered', ['callId', 'farLegId', 'allowed']);

export async function farPartyAnswered(
  scripts: Scripts,
  callId: CallId,
  farLegId: LegId,
): Promise<'ok' | 'stale'> {
  const reply = await scripts.run(script, { callId, farLegId, allowed: callAllowed.endConsult });
  return oneOf(script.name, reply, ['ok', 'stale']);
}
