import { faxSend, queueRoom } from '../ivr/known-services';
import type { FlowService } from '../ivr/services';
import { service } from './define-service';
import type { FaxSending, QueueRoom } from './ports';

export const queueServices = (room: QueueRoom): FlowService[] => [
  service(queueRoom, async ({ inputs: { queue } }) => ({
    outcome: await room.roomIn(queue),
    outputs: { recorded: room.isRecorded(queue) ? '1' : '0' },
  })),
];

export const faxServices = (fax: FaxSending): FlowService[] => [
  service(faxSend, async ({ inputs, requestId, callId, customerId, language }) => ({
    outcome: await fax.send({ requestId, callId, customerId, to: inputs.to, itemId: inputs.item, language }),
  })),
];
