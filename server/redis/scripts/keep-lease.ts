import { oneOf } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('keep-lease', ['switchId', 'owner', 'ttlMs']);

/** `ttlMs` 0 ends the lease. */
export async function keepLease(
  scripts: Scripts,
  input: { readonly switchId: string; readonly owner: string; readonly ttlMs: number },
): Promise<boolean> {
  const reply = await scripts.run(script, { ...input, ttlMs: String(input.ttlMs) });
  return oneOf(script.name, reply, ['ok', 'lost']) === 'ok';
}
