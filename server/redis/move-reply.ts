import type { MoveResult } from '../calls/call-store';
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
