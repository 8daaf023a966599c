import type { AcdStore, EnqueueResult } from '../../acd/acd-store';
import { UnexpectedError } from '../../errors';
import { callAllowed } from '../allowed-from';
import { asEnqueued } from '../match-reply';
import { wordReply } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('enqueue-call', [
  'callId',
  'queueId',
  'topic',
  'bonusMs',
  'isKeyAccount',
  'stickyAgentId',
  'offerId',
  'atMostMs',
  'allowed',
]);

/** Answers 'offered' again when repeated with the same offer id. @throws UnexpectedError for an unknown queue */
export async function enqueueCall(
  scripts: Scripts,
  input: Parameters<AcdStore['enqueueCall']>[0],
): Promise<EnqueueResult> {
  const reply = await scripts.run(script, {
    ...input,
    topic: input.topic ?? '',
    bonusMs: String(input.bonusMs),
    isKeyAccount: input.isKeyAccount ? '1' : '0',
    stickyAgentId: input.stickyAgentId ?? '',
    atMostMs: input.atMostMs == null ? '' : String(input.atMostMs),
    allowed: callAllowed.enqueue,
  });
  if (wordReply(reply).word === 'unknown-queue') {
    throw new UnexpectedError('broken-invariant', 'A call was sent to a queue that is not configured', {
      details: { queueId: input.queueId, callId: input.callId },
    });
  }
  return asEnqueued(script.name, reply);
}
