import type { EnqueueResult } from '../../acd/acd-store';
import type { Requeue } from '../../acd/transfer-store';
import { callAllowed } from '../allowed-from';
import { asEnqueued } from '../match-reply';
import { wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('requeue-call', [
  'callId',
  'farLegId',
  'queueId',
  'cause',
  'sipStatus',
  'offerId',
  'allowed',
]);

export async function requeueCall(
  scripts: Scripts,
  { sipStatus, ...requeue }: Requeue,
): Promise<EnqueueResult | { readonly kind: 'unknown-queue' }> {
  const reply = await scripts.run(script, {
    ...requeue,
    sipStatus: sipStatus === undefined ? '' : String(sipStatus),
    allowed: callAllowed.requeue,
  });
  return wordReply(reply).word === 'unknown-queue'
    ? { kind: 'unknown-queue' }
    : asEnqueued(script.name, reply);
}
