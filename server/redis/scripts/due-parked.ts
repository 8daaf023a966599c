import type { DueParked } from '../../acd/park-store';
import { callId } from '../../contract/ids';
import { asTexts, wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('due-parked', ['againMs', 'limit']);

const AT_ONCE = 50;

export async function dueParked(scripts: Scripts, againMs: number): Promise<DueParked> {
  const { rest } = wordReply(await scripts.run(script, { againMs: String(againMs), limit: String(AT_ONCE) }));
  const [tell, over] = rest.map((each) => asTexts(each).map(callId));
  return { tell: tell ?? [], over: over ?? [] };
}
