import type { AcdStore } from '../../acd/acd-store';
import { callAllowed } from '../allowed-from';
import { asEnqueued } from '../match-reply';
import { wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('agent-lost', [
  'callId',
  'agentLegId',
  'reason',
  'neverHeard',
  'offerId',
  'allowed',
]);

export async function agentLost(
  scripts: Scripts,
  input: Parameters<AcdStore['agentLost']>[0],
): ReturnType<AcdStore['agentLost']> {
  const neverHeard = input.neverHeard === true ? '1' : '0';
  const reply = await scripts.run(script, { ...input, neverHeard, allowed: callAllowed.agentLost });
  const { word } = wordReply(reply);
  return word === 'stale' || word === 'no-queue' ? { kind: word } : asEnqueued(script.name, reply);
}
