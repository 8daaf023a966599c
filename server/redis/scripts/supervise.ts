import type { SuperviseResult, Supervision } from '../../supervision/supervision-store';
import { agentAllowed } from '../allowed-from';
import { asText, oneOf, wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('supervise', ['supervisorId', 'agentId', 'legId', 'switchId', 'mode', 'allowed']);

export async function supervise(
  scripts: Scripts,
  supervision: Omit<Supervision, 'since'>,
): Promise<SuperviseResult> {
  const reply = await scripts.run(script, { ...supervision, allowed: agentAllowed.supervise });
  const kind = oneOf(script.name, reply, ['started', 'turned', 'not-free', 'not-there']);
  return kind === 'not-free' ? { kind, state: asText(wordReply(reply).rest[0]) } : { kind };
}
