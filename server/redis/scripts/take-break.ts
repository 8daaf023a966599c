import type { BreakResult, ChosenBreak } from '../../agents/presence-store';
import { oneOf, wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('take-break', ['agentId', 'reason', 'productive', 'maxMs', 'atMost']);

export async function takeBreak(
  scripts: Scripts,
  agentId: string,
  chosen: ChosenBreak,
): Promise<BreakResult> {
  const { reason, productive, maxMs, atMost } = chosen;
  const reply = await scripts.run(script, {
    agentId,
    reason: reason ?? '',
    productive: productive ? '1' : '',
    maxMs: maxMs === null ? '' : String(maxMs),
    atMost: atMost === null ? '' : String(atMost),
  });
  const kind = oneOf(script.name, reply, ['ok', 'noted', 'full', 'logged-out']);
  return kind === 'full' ? { kind, taken: Number(wordReply(reply).rest[0]) } : { kind };
}
