import { oneOf, wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('overdue-breaks', ['limit']);

export async function overdueBreaks(scripts: Scripts, limit: number): Promise<number> {
  const reply = await scripts.run(script, { limit: String(limit) });
  oneOf(script.name, reply, ['ok']);
  return Number(wordReply(reply).rest[0]);
}
