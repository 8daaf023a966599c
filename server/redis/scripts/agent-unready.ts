import { oneOf } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('agent-unready', ['agentId', 'reason']);

export async function agentUnready(
  scripts: Scripts,
  input: { readonly agentId: string; readonly reason: string | null },
): Promise<'ok' | 'logged-out'> {
  const reply = await scripts.run(script, { agentId: input.agentId, reason: input.reason ?? '' });
  return oneOf(script.name, reply, ['ok', 'logged-out']);
}
