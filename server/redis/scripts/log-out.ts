import type { LogOutBy, LogOutResult } from '../../agents/agent-store';
import { agentAllowed } from '../allowed-from';
import { oneOf } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('log-out', ['agentId', 'sessionId', 'by', 'busy']);

export async function logOut(
  scripts: Scripts,
  input: { readonly agentId: string; readonly sessionId: string; readonly by: Exclude<LogOutBy, 'planned'> },
): Promise<LogOutResult> {
  const reply = await scripts.run(script, { ...input, busy: agentAllowed.torn });
  return oneOf(script.name, reply, ['ok', 'not-yours', 'on-call', 'disposition-missing']);
}
