import type { ReadyResult } from '../../acd/acd-store';
import { asMatch } from '../match-reply';
import { wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('agent-ready', ['agentId', 'offerId']);

export async function agentReady(
  scripts: Scripts,
  input: { readonly agentId: string; readonly offerId: string },
): Promise<ReadyResult> {
  const reply = await scripts.run(script, input);
  const { word } = wordReply(reply);
  return word === 'noted' || word === 'logged-out' ? { kind: word } : asMatch(script.name, reply);
}
