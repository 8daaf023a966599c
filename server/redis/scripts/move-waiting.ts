import type { WaitingMove, WaitingMoveResult } from '../../acd/waiting-store';
import { callAllowed } from '../allowed-from';
import { asCallState } from '../live-call';
import { asArray, asOffers, asText, oneOf, wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('move-waiting', [
  'callId',
  'queueId',
  'toHead',
  'requestId',
  'isKeyAccount',
  'by',
  'offerId',
  'allowed',
]);

export async function moveWaiting(scripts: Scripts, move: WaitingMove): Promise<WaitingMoveResult> {
  const reply = await scripts.run(script, {
    ...move,
    queueId: move.queueId ?? '',
    toHead: move.toHead ? '1' : '0',
    isKeyAccount: move.isKeyAccount ? '1' : '0',
    allowed: callAllowed.moveWaiting,
  });
  const words = ['moved', 'repeated', 'not-allowed', 'unknown-queue', 'gone'] as const;
  const kind = oneOf(script.name, reply, words);
  const [first] = wordReply(reply).rest;
  if (kind === 'moved' || kind === 'repeated') return { kind, offers: asOffers(asArray(first)) };
  if (kind === 'not-allowed') return { kind, state: asCallState(asText(first)) };
  return { kind };
}
