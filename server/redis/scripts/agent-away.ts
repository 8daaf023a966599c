import type { AwayResult, CallStore } from '../../calls/call-store';
import { callAllowed } from '../allowed-from';
import { oneOf } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('agent-away', [
  'callId',
  'agentLegId',
  'reason',
  'comfortMs',
  'lostMs',
  'allowed',
]);

export async function agentAway(
  scripts: Scripts,
  { comfortMs, lostMs, ...facts }: Parameters<CallStore['agentAway']>[0],
): Promise<AwayResult> {
  const reply = await scripts.run(script, {
    ...facts,
    comfortMs: String(comfortMs),
    lostMs: String(lostMs),
    allowed: callAllowed.agentLost,
  });
  return oneOf(script.name, reply, ['away', 'exists', 'alone', 'stale', 'not-allowed', 'gone']);
}
