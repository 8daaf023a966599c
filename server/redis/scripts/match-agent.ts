import type { MatchResult } from '../../acd/acd-store';
import { asMatch } from '../match-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('match-agent', ['agentId', 'offerId']);

export async function matchAgent(
  scripts: Scripts,
  input: { readonly agentId: string; readonly offerId: string },
): Promise<MatchResult> {
  return asMatch(script.name, await scripts.run(script, input));
}
