import type { TransferStore } from '../acd/transfer-store';
import type { Scripts } from './scripts';
import { requeueCall } from './scripts/requeue-call';
import { transferToAgent } from './scripts/transfer-to-agent';
import { transferToNumber } from './scripts/transfer-to-number';
import { transferToQueue } from './scripts/transfer-to-queue';

export const createTransferStore = (scripts: Scripts): TransferStore => ({
  toQueue: (transfer) => transferToQueue(scripts, transfer),
  toAgent: (transfer) => transferToAgent(scripts, transfer),
  toNumber: (transfer) => transferToNumber(scripts, transfer),
  requeue: (requeue) => requeueCall(scripts, requeue),
});
