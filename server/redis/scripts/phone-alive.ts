import type { AcdStore } from '../../acd/acd-store';
import { asMatch } from '../match-reply';
import { wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('phone-alive', ['agentId', 'silentMs', 'offerId']);

export async function phoneAlive(
  scripts: Scripts,
  { silentMs, ...sign }: Parameters<AcdStore['phoneAlive']>[0],
): ReturnType<AcdStore['phoneAlive']> {
  const reply = await scripts.run(script, { ...sign, silentMs: String(silentMs) });
  return wordReply(reply).word === 'ok' ? { kind: 'not-eligible' } : asMatch(script.name, reply);
}
