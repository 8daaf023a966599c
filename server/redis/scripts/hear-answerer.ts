import type { AttemptStore, HeardFacts } from '../../outbound/attempt-store';
import { oneOf } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('hear-answerer', ['callId', 'answerer', 'entry', 'goesOn', 'data']);

export async function hearAnswerer(
  scripts: Scripts,
  { attempt, callId, verdict, entry, goesOn }: HeardFacts,
): ReturnType<AttemptStore['heard']> {
  const { attemptId, campaignId, contactId } = attempt;
  const reply = await scripts.run(script, {
    ...{ callId, answerer: verdict.answerer, entry: entry ?? '', goesOn: goesOn ? '1' : '' },
    data: JSON.stringify({ attemptId, campaignId, contactId, ...verdict }),
  });
  return oneOf(script.name, reply, ['heard', 'not-listened-to', 'gone']);
}
