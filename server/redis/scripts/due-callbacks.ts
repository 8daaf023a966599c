import { asTexts, wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('due-callbacks', ['limit']);

export async function dueCallbacks(scripts: Scripts, limit: number): Promise<readonly string[]> {
  return asTexts(wordReply(await scripts.run(script, { limit: String(limit) })).rest);
}
