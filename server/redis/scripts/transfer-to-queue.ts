import type { QueueTransfer, TransferResult } from '../../acd/transfer-store';
import { callAllowed } from '../allowed-from';
import { asTransfer } from '../move-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('transfer-to-queue', [
  'callId',
  'agentId',
  'queueId',
  'isKeyAccount',
  'requestId',
  'wrapUpMs',
  'offerId',
  'allowed',
]);

export async function transferToQueue(scripts: Scripts, transfer: QueueTransfer): Promise<TransferResult> {
  const reply = await scripts.run(script, {
    ...transfer,
    isKeyAccount: transfer.isKeyAccount ? '1' : '0',
    wrapUpMs: String(transfer.wrapUpMs),
    allowed: callAllowed.transfer,
  });
  return asTransfer(script.name, reply);
}
