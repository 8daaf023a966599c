import type { AgentId, CallId } from '../../contract/ids';
import { agentAllowed } from '../allowed-from';
import { oneOf } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('release-agent', ['agentId', 'callId', 'busy']);

export async function releaseAgent(
  scripts: Scripts,
  agentId: AgentId,
  callId: CallId | null,
): Promise<'freed' | 'not-alone'> {
  const args = { agentId, callId: callId ?? '', busy: agentAllowed.busy };
  return oneOf(script.name, await scripts.run(script, args), ['freed', 'not-alone']);
}
