import type { SwitchId } from '../../contract/ids';
import { oneOf } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('mark-served', ['switchId', 'graceMs']);

export async function markServed(
  scripts: Scripts,
  switchId: SwitchId,
  graceMs: number,
): Promise<'marked' | 'again'> {
  const reply = await scripts.run(script, { switchId, graceMs: String(graceMs) });
  return oneOf(script.name, reply, ['marked', 'again']);
}
