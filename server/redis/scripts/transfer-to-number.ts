import type { NumberTransfer, TransferResult } from '../../acd/transfer-store';
import { callAllowed } from '../allowed-from';
import { asTransfer } from '../move-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('transfer-to-number', [
  'callId',
  'agentId',
  'farLegId',
  'number',
  'requestId',
  'wrapUpMs',
  'allowed',
]);

export async function transferToNumber(scripts: Scripts, transfer: NumberTransfer): Promise<TransferResult> {
  const wrapUpMs = String(transfer.wrapUpMs);
  const reply = await scripts.run(script, { ...transfer, wrapUpMs, allowed: callAllowed.transfer });
  return asTransfer(script.name, reply);
}
