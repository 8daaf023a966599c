import type { BudgetAnswer } from '../../integration/request-budget';
import { asText, unknownReply, wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('take-request', ['whose', 'limit', 'windowMs']);

export async function takeRequest(
  scripts: Scripts,
  input: { readonly whose: string; readonly limit: number; readonly windowMs: number },
): Promise<BudgetAnswer> {
  const reply = await scripts.run(script, {
    whose: input.whose,
    limit: String(input.limit),
    windowMs: String(input.windowMs),
  });
  const { word, rest } = wordReply(reply);
  if (word !== 'taken' && word !== 'refused') return unknownReply(script.name, reply);
  const [left = 0, waitMs = 0, fullInMs = 0] = rest.map((value) => Number(asText(value)));
  return { isTaken: word === 'taken', left, waitMs, fullInMs };
}
