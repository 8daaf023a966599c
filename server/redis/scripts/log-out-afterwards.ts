import { oneOf } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('log-out-afterwards', ['agentId']);

export async function logOutAfterwards(
  scripts: Scripts,
  agentId: string,
): Promise<'noted' | 'idle' | 'logged-out'> {
  return oneOf(script.name, await scripts.run(script, { agentId }), ['noted', 'idle', 'logged-out']);
}
