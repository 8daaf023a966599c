import { oneOf } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('withdraw-attempt', ['callId']);

export async function withdrawAttempt(
  scripts: Scripts,
  callId: string,
): Promise<'withdrawn' | 'not-ringing'> {
  return oneOf(script.name, await scripts.run(script, { callId }), ['withdrawn', 'not-ringing']);
}
