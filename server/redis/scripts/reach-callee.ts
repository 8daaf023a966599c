import type { MoveResult } from '../../calls/call-store';
import { callAllowed } from '../allowed-from';
import { asMove } from '../move-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('reach-callee', ['callId', 'allowed']);

export async function reachCallee(scripts: Scripts, callId: string): Promise<MoveResult> {
  return asMove(script.name, await scripts.run(script, { callId, allowed: callAllowed.reach }));
}
