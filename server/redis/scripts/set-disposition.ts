import type { DispositionFacts } from '../../agents/presence-store';
import { oneOf } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('set-disposition', ['callId', 'agentId', 'code', 'data']);

export async function setDisposition(scripts: Scripts, facts: DispositionFacts): Promise<'ok' | 'gone'> {
  const { callId, agentId, dispositionCode, note } = facts;
  const data = JSON.stringify({ dispositionCode, note });
  const reply = await scripts.run(script, { callId, agentId, code: dispositionCode, data });
  return oneOf(script.name, reply, ['ok', 'gone']);
}
