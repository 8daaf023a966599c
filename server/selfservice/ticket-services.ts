import { UserError } from '../errors';
import { callbackRequest, ticketCreate } from '../ivr/known-services';
import type { FlowService, ServiceRequest } from '../ivr/services';
import type { NewTicket, TicketService } from '../tickets/ticket-service';
import { service } from './define-service';
import type { Callbacks } from './ports';

const FIELD = 'fields.';

/** Work orders from a flow: the `ticket` and `callback` kinds of node. */
export function ticketServices(tickets: TicketService, callbacks: Callbacks): FlowService[] {
  return [
    {
      spec: ticketCreate,
      handle: async (request) => {
        const { type = '' } = request.inputs;
        const created = await unlessRefused(tickets, { ...fromCall(request), type, ...fieldsOf(request) });
        if (created === null) return { outcome: 'failed' };
        return { outcome: 'created', outputs: { serial: created.serial } };
      },
    },
    service(callbackRequest, async ({ inputs, ...request }) => {
      const { number, topic, queue } = inputs;
      const { callId, customerId, language } = request;
      const wish = { number, topic, customerId, language, ofCallId: callId };
      if (queue !== null && (await callbacks.request({ ...wish, queueId: queue })) === 'accepted')
        return { outcome: 'accepted' };
      // Nothing can be dialled from here, or not that number: somebody is to see to it.
      const created = await unlessRefused(tickets, {
        ...fromCall(request),
        type: 'callback',
        contactNumber: inputs.number,
        subject: inputs.topic ?? '',
        ...(inputs.queue === null ? {} : { fields: { queue: inputs.queue } }),
      });
      return { outcome: created === null ? 'refused' : 'accepted' };
    }),
  ];
}

const fromCall = (request: Omit<ServiceRequest, 'inputs'>) => ({
  requestId: request.requestId,
  createdBy: { kind: 'flow', id: request.packId } as const,
  callId: request.callId,
  customerId: request.customerId,
  language: request.language,
});

/**
 * Fields that every order has are said by these names in a pack, whatever the type; the others are the type's own.
 * Who does not say which number to call back is called back where he rang from.
 */
function fieldsOf({ inputs, callerNumber }: ServiceRequest): Partial<NewTicket> {
  const fields = Object.fromEntries(
    Object.entries(inputs).flatMap(([name, value]) =>
      name.startsWith(FIELD) && value !== '' ? [[name.slice(FIELD.length), value]] : [],
    ),
  );
  const { account, accountKind, contact, message, subject, ...rest } = fields;
  const { line, contract, ...own } =
    account === undefined ? rest : { ...rest, [accountKind === 'contract' ? 'contract' : 'line']: account };
  const contactNumber = contact ?? callerNumber;
  return {
    fields: own,
    ...(contactNumber === '' ? {} : { contactNumber }),
    ...(line === undefined ? {} : { lineNumber: line }),
    ...(contract === undefined ? {} : { contractNumber: contract }),
    ...(message === undefined ? {} : { recordingId: message }),
    ...(subject === undefined ? {} : { subject }),
  };
}

/** null: such an order cannot be made, whoever asks; an agent must help. */
async function unlessRefused(tickets: TicketService, ticket: NewTicket) {
  try {
    return await tickets.create(ticket);
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}
