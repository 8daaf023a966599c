import { oneOf } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('begin-leaving', ['agentId', 'forMs']);

export async function beginLeaving(scripts: Scripts, agentId: string, forMs: number): Promise<boolean> {
  const reply = await scripts.run(script, { agentId, forMs: String(forMs) });
  return oneOf(script.name, reply, ['ok', 'not-free']) === 'ok';
}
