import type { TransferResult } from '../acd/transfer-store';
import type { MoveResult, ReleaseResult, RepeatableMove } from '../calls/call-store';
import { legId } from '../contract/ids';
import type { RedisReply } from './client';
import { asCallState } from './live-call';
import { asArray, asOffers, asText, oneOf, wordReply } from './script-reply';

/** The replies of scripts that move a call from one state to another. */
export function asMove(script: string, reply: RedisReply): MoveResult {
  const kind = oneOf(script, reply, ['moved', 'not-allowed', 'gone']);
  if (kind === 'gone') return { kind };
  const state = asCallState(asText(wordReply(reply).rest[0]));
  return kind === 'moved' ? { kind, from: state } : { kind, state };
}

/** The same of scripts that a second click does not move again. */
export const asRepeatableMove = (script: string, reply: RedisReply): RepeatableMove =>
  wordReply(reply).word === 'repeated' ? { kind: 'repeated' } : asMove(script, reply);

/** The same of scripts that release the agent: his leg follows the state, '' when there was none. */
export function asRelease(script: string, reply: RedisReply): ReleaseResult {
  const move = asMove(script, reply);
  if (move.kind !== 'moved') return move;
  const leg = asText(wordReply(reply).rest[1]);
  return { ...move, agentLegId: leg === '' ? null : legId(leg) };
}

/** The replies of scripts by which an agent hands his caller over. */
export function asTransfer(script: string, reply: RedisReply): TransferResult {
  const words = ['transferred', 'repeated', 'not-free', 'not-allowed', 'unknown-queue', 'gone'] as const;
  const kind = oneOf(script, reply, words);
  const { rest } = wordReply(reply);
  switch (kind) {
    case 'transferred': {
      const leg = asText(rest[1]);
      const agentLegId = leg === '' ? null : legId(leg);
      return { kind, from: asCallState(asText(rest[0])), agentLegId, offers: asOffers(asArray(rest[2])) };
    }
    case 'repeated':
      return { kind, offers: asOffers(asArray(rest[0])) };
    case 'not-free':
      return { kind, state: asText(rest[0]) };
    case 'not-allowed':
      return { kind, state: asCallState(asText(rest[0])) };
    case 'unknown-queue':
    case 'gone':
      return { kind };
  }
}
