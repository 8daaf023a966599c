import type { AgentTransfer, TransferResult } from '../../acd/transfer-store';
import { callAllowed } from '../allowed-from';
import { asTransfer } from '../move-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('transfer-to-agent', [
  'callId',
  'agentId',
  'toAgentId',
  'queueId',
  'requestId',
  'wrapUpMs',
  'offerId',
  'allowed',
]);

export async function transferToAgent(scripts: Scripts, transfer: AgentTransfer): Promise<TransferResult> {
  const wrapUpMs = String(transfer.wrapUpMs);
  const reply = await scripts.run(script, { ...transfer, wrapUpMs, allowed: callAllowed.transfer });
  return asTransfer(script.name, reply);
}
