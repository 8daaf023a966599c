import type { DueAway } from '../../calls/call-store';
import { callId } from '../../contract/ids';
import { asTexts, wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('due-away', ['againMs', 'limit']);

const AT_ONCE = 50;

export async function dueAway(scripts: Scripts, againMs: number): Promise<DueAway> {
  const { rest } = wordReply(await scripts.run(script, { againMs: String(againMs), limit: String(AT_ONCE) }));
  const [first, again, lost] = rest.map((each) => asTexts(each).map(callId));
  return { first: first ?? [], again: again ?? [], lost: lost ?? [] };
}
