import type { ComfortResult } from '../../acd/acd-store';
import type { CallId } from '../../contract/ids';
import { asTexts, unknownReply, wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('take-comfort', ['callId', 'everyMs']);

export async function takeComfort(scripts: Scripts, callId: CallId, everyMs: number): Promise<ComfortResult> {
  const reply = await scripts.run(script, { callId, everyMs: String(everyMs) });
  const { word, rest } = wordReply(reply);
  if (word === 'not-due') return { kind: 'not-due' };
  if (word !== 'due') return unknownReply(script.name, reply);
  const [before = '0', answers = '0', since = ''] = asTexts(rest);
  return {
    kind: 'due',
    before: Number(before),
    answers: Number(answers),
    since: since === '' ? null : Number(since),
  };
}
