import type { MoveResult, ReleaseResult } from '../calls/call-store';
import { legId } from '../contract/ids';
import type { RedisReply } from './client';
import { asCallState } from './live-call';
import { asText, oneOf, wordReply } from './script-reply';

/** The replies of scripts that move a call from one state to another. */
export function asMove(script: string, reply: RedisReply): MoveResult {
  const kind = oneOf(script, reply, ['moved', 'not-allowed', 'gone']);
  if (kind === 'gone') return { kind };
  const state = asCallState(asText(wordReply(reply).rest[0]));
  return kind === 'moved' ? { kind, from: state } : { kind, state };
}

/** The same of scripts that release the agent: his leg follows the state, '' when there was none. */
export function asRelease(script: string, reply: RedisReply): ReleaseResult {
  const move = asMove(script, reply);
  if (move.kind !== 'moved') return move;
  const leg = asText(wordReply(reply).rest[1]);
  return { ...move, agentLegId: leg === '' ? null : legId(leg) };
}
