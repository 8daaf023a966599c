import type { AcdStore } from '../../acd/acd-store';
import { agentAllowed } from '../allowed-from';
import { asMatch } from '../match-reply';
import { wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('finish-wrap-up', ['agentId', 'callId', 'offerId', 'allowed']);

export async function finishWrapUp(
  scripts: Scripts,
  input: Parameters<AcdStore['finishWrapUp']>[0],
): ReturnType<AcdStore['finishWrapUp']> {
  const reply = await scripts.run(script, { ...input, allowed: agentAllowed.finishWrapUp });
  const { word } = wordReply(reply);
  return word === 'stale' || word === 'disposition-missing' ? { kind: word } : asMatch(script.name, reply);
}
