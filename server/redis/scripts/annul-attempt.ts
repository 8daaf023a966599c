import { oneOf } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('annul-attempt', ['attemptId', 'callId']);

export async function annulAttempt(
  scripts: Scripts,
  attemptId: string,
  callId: string,
): Promise<'annulled' | 'exists'> {
  return oneOf(script.name, await scripts.run(script, { attemptId, callId }), ['annulled', 'exists']);
}
