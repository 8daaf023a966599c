import type { MatchResult } from '../../acd/acd-store';
import { asMatch } from '../match-reply';
import { wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('agent-reachable', ['sipUser', 'switchId', 'offerId']);

export async function agentReachable(
  scripts: Scripts,
  input: { readonly sipUser: string; readonly switchId: string; readonly offerId: string },
): Promise<MatchResult | { readonly kind: 'unknown' }> {
  const reply = await scripts.run(script, input);
  return wordReply(reply).word === 'unknown' ? { kind: 'unknown' } : asMatch(script.name, reply);
}
