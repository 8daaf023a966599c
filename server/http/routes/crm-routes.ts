import { z } from 'zod';
import type { Session } from '../../auth/ports';
import {
  billFilterSchema,
  billQuerySchema,
  customerChangeSchema,
  customerIdParamsSchema,
  newCustomerSchema,
  newNoteSchema,
  newPhoneSchema,
  numberMatchSchema,
  numberQuerySchema,
  orderChangeSchema,
  orderDetailSchema,
  orderFilterSchema,
  orderQuerySchema,
} from '../../contract/crm';
import { billSchema, customerNoteSchema, serviceOrderSchema } from '../../contract/customer-data';
import { customerId as toCustomerId, type CustomerId } from '../../contract/ids';
import { customerCardSchema, pageOf, pageQuerySchema, type CustomerCard } from '../../contract/rest';
import type { Author } from '../../crm/change-log';
import type { CustomerDirectory } from '../../crm/customer-directory';
import type { AccountRecords, CustomerRecords } from '../../crm/customer-records';
import { UserError } from '../../errors';
import { route, type Route } from '../route';

export interface CrmSources {
  readonly customers: Pick<CustomerDirectory, 'card' | 'matchNumber'>;
  readonly customerRecords: CustomerRecords;
  readonly accounts: AccountRecords;
}

/** Whoever answers a caller may write down what he says; lists of everybody are for those who answer for them. */
export function crmRoutes(sources: CrmSources): Route[] {
  return [
    ...customerChanges(sources),
    ...phoneRoutes(sources),
    ...noteRoutes(sources),
    ...accountRoutes(sources),
    ...orderRoutes(sources),
  ];
}

/** As whom a change is recorded: people by their agent number, systems by the name of their key. */
export const authorOf = ({ agentId, login }: Session, why = ''): Author => ({ who: agentId ?? login, why });

const params = customerIdParamsSchema;

async function cardOf(customers: CrmSources['customers'], id: CustomerId): Promise<CustomerCard> {
  const card = await customers.card(id);
  if (!card) throw new UserError('not-found', 'There is no such customer.');
  return card;
}

const customerChanges = ({ customers, customerRecords }: CrmSources): Route[] => [
  route({
    method: 'get',
    path: '/number-matches',
    summary: 'Customers a number may belong to, best first, each with the reason',
    access: 'user',
    scope: 'customers:read',
    query: numberQuerySchema,
    response: z.array(numberMatchSchema),
    handler: async ({ query }) => [...(await customers.matchNumber(query.number))],
  }),
  route({
    method: 'post',
    path: '/customers',
    summary: 'Add a customer, for example for an unknown caller',
    access: 'user',
    scope: 'customers:write',
    body: newCustomerSchema,
    response: customerCardSchema,
    status: 201,
    handler: async ({ body, session }) =>
      cardOf(customers, await customerRecords.create(body, authorOf(session, body.why))),
  }),
  route({
    method: 'put',
    path: '/customers/:customerId',
    summary: 'Change a customer; fields left out stay as they are',
    access: 'user',
    scope: 'customers:write',
    params,
    body: customerChangeSchema,
    response: customerCardSchema,
    handler: async ({ params: { customerId }, body, session }) => {
      const id = toCustomerId(customerId);
      await customerRecords.change(id, body, authorOf(session, body.why));
      return cardOf(customers, id);
    },
  }),
];

const phoneRoutes = ({ customers, customerRecords }: CrmSources): Route[] => [
  route({
    method: 'post',
    path: '/customers/:customerId/phones',
    summary: 'Link a number to a customer',
    access: 'user',
    scope: 'customers:write',
    params,
    body: newPhoneSchema,
    response: customerCardSchema,
    handler: async ({ params: { customerId }, body, session }) => {
      const id = toCustomerId(customerId);
      await customerRecords.addPhone(id, body.number, authorOf(session, body.why));
      return cardOf(customers, id);
    },
  }),
  route({
    method: 'delete',
    path: '/customers/:customerId/phones/:phoneId',
    summary: 'Take a number away from a customer',
    access: 'user',
    scope: 'customers:write',
    params: params.extend({ phoneId: z.uuid() }),
    handler: async ({ params: { customerId, phoneId }, session }) =>
      customerRecords.removePhone(toCustomerId(customerId), phoneId, authorOf(session)),
  }),
];

const noteRoutes = ({ customerRecords }: CrmSources): Route[] => [
  route({
    method: 'get',
    path: '/customers/:customerId/notes',
    summary: 'Notes about a customer: pinned ones first, then the newest',
    access: 'user',
    scope: 'customers:read',
    params,
    query: pageQuerySchema,
    response: pageOf(customerNoteSchema),
    handler: ({ params: { customerId }, query }) => customerRecords.notes(toCustomerId(customerId), query),
  }),
  route({
    method: 'post',
    path: '/customers/:customerId/notes',
    summary: 'Write a note about a customer',
    access: 'user',
    scope: 'customers:write',
    params,
    body: newNoteSchema,
    response: customerNoteSchema,
    status: 201,
    handler: ({ params: { customerId }, body, session }) =>
      customerRecords.addNote(toCustomerId(customerId), body, authorOf(session)),
  }),
];

const accountRoutes = ({ accounts }: CrmSources): Route[] => [
  route({
    method: 'get',
    path: '/customers/:customerId/bills',
    summary: 'Bills of a customer, newest month first',
    access: 'user',
    scope: 'billing:read',
    params,
    query: billFilterSchema,
    response: pageOf(billSchema),
    handler: ({ params: { customerId }, query }) => accounts.billsOf(toCustomerId(customerId), query),
  }),
  route({
    method: 'get',
    path: '/customers/:customerId/orders',
    summary: 'Service orders of a customer',
    access: 'user',
    scope: 'customers:read',
    params,
    query: orderFilterSchema,
    response: pageOf(serviceOrderSchema),
    handler: ({ params: { customerId }, query }) => accounts.ordersOf(toCustomerId(customerId), query),
  }),
  route({
    method: 'get',
    path: '/bills',
    summary: 'Bills of a line, contract or month, or what is open or overdue',
    access: 'user',
    scope: 'billing:read',
    query: billQuerySchema,
    response: pageOf(billSchema),
    handler: ({ query }) => accounts.bills(query),
  }),
];

const orderRoutes = ({ accounts }: CrmSources): Route[] => [
  route({
    method: 'get',
    path: '/service-orders',
    summary: 'Service orders by number, stage or type',
    access: 'user',
    scope: 'customers:read',
    query: orderQuerySchema,
    response: pageOf(serviceOrderSchema),
    handler: ({ query }) => accounts.orders(query),
  }),
  route({
    method: 'get',
    path: '/service-orders/:orderId',
    summary: 'One service order',
    access: 'user',
    scope: 'customers:read',
    params: z.object({ orderId: z.uuid() }),
    response: orderDetailSchema,
    handler: async ({ params: { orderId } }) => {
      const order = await accounts.order(orderId);
      if (!order) throw new UserError('not-found', 'There is no such order.');
      return order;
    },
  }),
  route({
    method: 'put',
    path: '/service-orders/:orderId',
    summary: 'Move a service order to another stage or promised date',
    access: 'user',
    roles: ['supervisor', 'admin'],
    scope: 'customers:write',
    params: z.object({ orderId: z.uuid() }),
    body: orderChangeSchema,
    response: orderDetailSchema,
    handler: ({ params: { orderId }, body, session }) =>
      accounts.changeOrder(orderId, body, authorOf(session, body.why)),
  }),
];
