import type { AgentMarkFacts, AttemptStore } from '../../outbound/attempt-store';
import { agentAllowed } from '../allowed-from';
import { oneOf } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('mark-attempt', ['callId', 'agentId', 'mark', 'date', 'data', 'allowed']);

export async function markAttempt(
  scripts: Scripts,
  { callId, agentId, mark, date }: AgentMarkFacts,
): ReturnType<AttemptStore['mark']> {
  const reply = await scripts.run(script, {
    ...{ callId, agentId, mark, date: date ?? '' },
    data: JSON.stringify({ mark, ...(date === null ? {} : { date }) }),
    allowed: agentAllowed.mark,
  });
  return oneOf(script.name, reply, ['marked', 'not-his', 'no-attempt', 'gone']);
}
