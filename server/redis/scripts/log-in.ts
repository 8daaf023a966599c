import type { AgentStore, LogInResult } from '../../agents/agent-store';
import { agentAllowed } from '../allowed-from';
import { asTexts, oneOf, wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('log-in', ['agentId', 'displayName', 'sessionId', 'sipUser', 'takeOver', 'busy']);

export async function logIn(
  scripts: Scripts,
  input: Parameters<AgentStore['logIn']>[0],
): Promise<LogInResult> {
  const takeOver = input.takeOver ? '1' : '0';
  const reply = await scripts.run(script, { ...input, takeOver, busy: agentAllowed.torn });
  const kind = oneOf(script.name, reply, ['logged-in', 'held', 'busy']);
  const [first, second] = asTexts(wordReply(reply).rest);
  if (kind === 'busy') return { kind };
  if (kind === 'held') return { kind, since: Number(first) };
  return { kind, replacedSessionId: first || null, replacedSipUser: second || null };
}
