import { oneOf, wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('acquire-lease', ['switchId', 'owner', 'ttlMs']);

export async function acquireLease(
  scripts: Scripts,
  input: { readonly switchId: string; readonly owner: string; readonly ttlMs: number },
): Promise<{ readonly token: number } | null> {
  const reply = await scripts.run(script, { ...input, ttlMs: String(input.ttlMs) });
  const kind = oneOf(script.name, reply, ['acquired', 'held']);
  return kind === 'held' ? null : { token: Number(wordReply(reply).rest[0]) };
}
