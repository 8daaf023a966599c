import { z } from 'zod';
import type { CallHistory } from '../../calls/call-history';
import { seenBy } from '../../calls/seen-by';
import { callId, customerId } from '../../contract/ids';
import {
  callDetailSchema,
  callQuerySchema,
  callSummarySchema,
  customerCardSchema,
  customerQuerySchema,
  customerSummarySchema,
  dispositionSchema,
  pageOf,
  queueFiguresSchema,
  type QueueFiguresView,
} from '../../contract/rest';
import type { CustomerDirectory } from '../../crm/customer-directory';
import { UserError } from '../../errors';
import { route, type Route } from '../route';

export interface RecordSources {
  readonly calls: CallHistory;
  readonly customers: Pick<CustomerDirectory, 'card' | 'search'>;
  readonly queueFigures: () => Promise<readonly QueueFiguresView[]>;
}

/** What everybody who is logged in may read: agents need any customer's history to help him. */
export function recordRoutes(sources: RecordSources): Route[] {
  return [...callRoutes(sources.calls), ...customerRoutes(sources.customers), queues(sources.queueFigures)];
}

const callRoutes = (calls: CallHistory): Route[] => [
  route({
    method: 'get',
    path: '/calls',
    summary: 'Call records, newest first',
    access: 'user',
    scope: 'calls:read',
    query: callQuerySchema,
    response: pageOf(callSummarySchema),
    handler: ({ query }) => calls.list(query),
  }),
  route({
    method: 'get',
    path: '/calls/:callId',
    summary: 'One call with its legs and its timeline',
    access: 'user',
    scope: 'calls:read',
    params: z.object({ callId: z.uuid() }),
    response: callDetailSchema,
    handler: async ({ session, params }) =>
      seenBy(found(await calls.get(callId(params.callId)), 'call'), session),
  }),
  route({
    method: 'get',
    path: '/dispositions',
    summary: 'Outcomes an agent can choose from',
    access: 'user',
    response: z.array(dispositionSchema),
    handler: async () => [...(await calls.dispositions())],
  }),
];

const customerRoutes = (customers: RecordSources['customers']): Route[] => [
  route({
    method: 'get',
    path: '/customers',
    summary: 'Customers by number, name or contract number',
    access: 'user',
    scope: 'customers:read',
    query: customerQuerySchema,
    response: pageOf(customerSummarySchema),
    handler: ({ query }) => customers.search(query),
  }),
  route({
    method: 'get',
    path: '/customers/:customerId',
    summary: 'One customer: contracts, lines, bills, orders, notes and recent calls',
    access: 'user',
    scope: 'customers:read',
    params: z.object({ customerId: z.uuid() }),
    response: customerCardSchema,
    handler: async ({ params }) => found(await customers.card(customerId(params.customerId)), 'customer'),
  }),
];

const queues = (figures: RecordSources['queueFigures']): Route =>
  route({
    method: 'get',
    path: '/queues',
    summary: 'Who waits and who is ready, per queue',
    access: 'user',
    response: z.array(queueFiguresSchema),
    handler: async () => [...(await figures())],
  });

function found<Item>(item: Item | null, what: string): Item {
  if (item === null) throw new UserError('not-found', `There is no such ${what}.`);
  return item;
}
