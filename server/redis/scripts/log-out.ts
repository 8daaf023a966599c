import { agentAllowed } from '../allowed-from';
import { oneOf } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('log-out', ['agentId', 'sessionId', 'busy']);

export async function logOut(
  scripts: Scripts,
  input: { readonly agentId: string; readonly sessionId: string },
): Promise<'ok' | 'not-yours' | 'on-call'> {
  const reply = await scripts.run(script, { ...input, busy: agentAllowed.busy });
  return oneOf(script.name, reply, ['ok', 'not-yours', 'on-call']);
}
