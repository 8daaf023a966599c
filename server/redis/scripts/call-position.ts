import type { CallId } from '../../contract/ids';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('call-position', ['callId']);

export async function callPosition(scripts: Scripts, callId: CallId): Promise<number | null> {
  const reply = await scripts.run(script, { callId });
  return reply === null ? null : Number(reply);
}
