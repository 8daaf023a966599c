import type { AgentId, CallId } from '../../contract/ids';
import { oneOf } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('refuse-waiting', ['callId', 'agentId']);

export async function refuseWaiting(
  scripts: Scripts,
  refusal: { readonly callId: CallId; readonly agentId: AgentId },
): Promise<'refused' | 'gone'> {
  return oneOf(script.name, await scripts.run(script, refusal), ['refused', 'gone']);
}
