import type { MoveResult } from '../../calls/call-store';
import type { AgentId, CallId } from '../../contract/ids';
import { callAllowed } from '../allowed-from';
import { asMove } from '../move-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('move-call', ['callId', 'agentId', 'to', 'event', 'allowed']);

const moves = {
  hold: { to: 'held', event: 'call.held', allowed: callAllowed.hold },
  resume: { to: 'talking', event: 'call.resumed', allowed: callAllowed.resume },
} as const;

export async function moveCall(
  scripts: Scripts,
  input: { readonly move: keyof typeof moves; readonly callId: CallId; readonly agentId: AgentId },
): Promise<MoveResult> {
  const { move, callId, agentId } = input;
  return asMove(script.name, await scripts.run(script, { callId, agentId, ...moves[move] }));
}
