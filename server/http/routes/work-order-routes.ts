import { z } from 'zod';
import type { Session } from '../../auth/ports';
import { pageOf } from '../../contract/rest';
import {
  attachmentSchema,
  auditSchema,
  commentSchema,
  deskFiguresSchema,
  moveBodies,
  newOrderSchema,
  orderChangeSchema,
  orderDetailSchema,
  orderProgressSchema,
  orderQuerySchema,
  orderSummarySchema,
  orderTypesSchema,
  returnCallSchema,
  type MoveName,
} from '../../contract/tickets';
import { UserError } from '../../errors';
import type { OrderProgress } from '../../tickets/ticket-service';
import type { WorkOrders } from '../../tickets/work-orders.service';
import type { OrderActor } from '../../tickets/work-order';
import { FileAnswer, fileSchema, uploadSchema } from '../file-transfer';
import { route, type Route } from '../route';

export interface WorkOrderRouteDeps {
  readonly orders: WorkOrders;
  readonly progress: Pick<OrderProgress, 'bySerial'>;
}

const params = z.object({ orderId: z.uuid() });
const forReaders = { access: 'user', scope: 'work-orders:read' } as const;
const forWriters = { access: 'user', scope: 'work-orders:write' } as const;
const ATTACHABLE = [
  'application/pdf',
  'image/png',
  'image/jpeg',
  'image/tiff',
  'text/plain',
  'audio/wav',
] as const;
const LARGEST_ATTACHMENT = 10 * 1024 * 1024;

/** Desks and other systems alike; what each may do stands in order.machine.ts. */
export const workOrderRoutes = ({ orders, progress }: WorkOrderRouteDeps): Route[] => [
  ...reading(orders, progress),
  ...writing(orders),
  ...moveRoutes(orders),
  ...attachmentRoutes(orders),
];

/** As whom the chain records it. */
export function orderActorOf({ sessionId, role, agentId, login, displayName }: Session): OrderActor {
  if (sessionId.startsWith('key:')) return { kind: 'api', id: displayName };
  return { kind: role === 'agent' ? 'agent' : 'supervisor', id: agentId ?? login };
}

const reading = (orders: WorkOrders, progress: WorkOrderRouteDeps['progress']): Route[] => [
  route({
    method: 'get',
    path: '/work-order-types',
    summary: 'Types of work orders with their fields, and the desks',
    ...forReaders,
    response: orderTypesSchema,
    handler: () => orders.types(),
  }),
  route({
    method: 'get',
    path: '/work-order-desks',
    summary: 'What lies at each desk',
    ...forReaders,
    response: z.array(deskFiguresSchema),
    handler: async ({ session }) => [...(await orders.figures(orderActorOf(session)))],
  }),
  route({
    method: 'get',
    path: '/work-orders',
    summary: 'Work orders, the most pressing first',
    ...forReaders,
    query: orderQuerySchema,
    response: pageOf(orderSummarySchema),
    handler: ({ session, query }) => orders.list(query, orderActorOf(session)),
  }),
  route({
    method: 'get',
    path: '/work-orders/:orderId',
    summary: 'One work order with its events, calls and attachments',
    ...forReaders,
    params,
    response: orderDetailSchema,
    handler: ({ session, params: { orderId } }) => orders.detail(orderId, orderActorOf(session)),
  }),
  route({
    method: 'get',
    path: '/work-orders/:orderId/audit',
    summary: 'Whether the order and its events are as they were written',
    ...forReaders,
    params,
    response: auditSchema,
    handler: ({ params: { orderId } }) => orders.audit(orderId),
  }),
  route({
    method: 'get',
    path: '/work-order-progress/:serial',
    summary: 'How far an order is, by its serial number',
    ...forReaders,
    params: z.object({ serial: z.string().max(40) }),
    response: orderProgressSchema,
    handler: async ({ params: { serial } }) => {
      const found = await progress.bySerial(serial);
      if (!found) throw new UserError('not-found', 'No work order has this serial number.');
      return found;
    },
  }),
];

const writing = (orders: WorkOrders): Route[] => [
  route({
    method: 'post',
    path: '/work-orders',
    summary: 'Make a work order; with callId it is filled in from the call',
    ...forWriters,
    body: newOrderSchema,
    response: orderDetailSchema,
    status: 201,
    handler: ({ session, body }) => orders.create(body, orderActorOf(session)),
  }),
  route({
    method: 'put',
    path: '/work-orders/:orderId',
    summary: 'Correct what a work order says',
    ...forWriters,
    params,
    body: orderChangeSchema,
    response: orderDetailSchema,
    handler: ({ session, params: { orderId }, body }) => orders.correct(orderId, body, orderActorOf(session)),
  }),
  route({
    method: 'post',
    path: '/work-orders/:orderId/comments',
    summary: 'Add a comment',
    ...forWriters,
    params,
    body: commentSchema,
    response: orderDetailSchema,
    handler: ({ session, params: { orderId }, body }) =>
      orders.comment(orderId, body.text, orderActorOf(session)),
  }),
  route({
    method: 'post',
    path: '/work-orders/:orderId/return-call',
    summary: 'Call the customer back from the order',
    access: 'agent',
    params,
    body: returnCallSchema,
    response: z.object({ callId: z.uuid() }),
    status: 201,
    handler: async ({ session, params: { orderId }, body }) => ({
      ...(await orders.returnCall(orderId, body.number, orderActorOf(session))),
    }),
  }),
];

const summaries: Readonly<Record<MoveName, string>> = {
  take: 'Take an order that is nobody’s',
  assign: 'Give an order to an agent',
  release: 'Put an order back to its desk',
  start: 'Begin to work on an order',
  wait: 'Wait for the customer; the promise clock stands',
  resume: 'Go on after the customer did his part',
  'hand-over': 'Hand an order to another desk',
  'next-stage': 'Pass an order on along its route',
  resolve: 'Say what came of it',
  'report-return-call': 'Say how the return call went',
  close: 'Close a resolved order',
  reopen: 'Open a closed order again',
  cancel: 'Cancel an order',
  escalate: 'Raise an order’s priority',
};

const moveRoutes = (orders: WorkOrders): Route[] =>
  (Object.keys(moveBodies) as MoveName[]).map((name) => move(orders, name));

const move = (orders: WorkOrders, name: MoveName): Route =>
  route({
    method: 'post',
    path: `/work-orders/:orderId/${name}`,
    summary: summaries[name],
    ...forWriters,
    params,
    body: moveBodies[name] as z.ZodType,
    response: orderDetailSchema,
    // The schema that read the body is the move's own.
    handler: ({ session, params: { orderId }, body }) =>
      orders.move(orderId, name, body as never, orderActorOf(session)),
  });

const attachmentRoutes = (orders: WorkOrders): Route[] => [
  route({
    method: 'post',
    path: '/work-orders/:orderId/attachments',
    summary: 'Add a file to an order',
    ...forWriters,
    params,
    query: z.object({ name: z.string().trim().min(1).max(200) }),
    upload: { contentTypes: ATTACHABLE, maxBytes: LARGEST_ATTACHMENT },
    body: uploadSchema,
    response: attachmentSchema,
    status: 201,
    handler: ({ session, params: { orderId }, query, body }) =>
      orders.attach(
        orderId,
        { name: query.name, mediaType: body.contentType, bytes: body.bytes },
        orderActorOf(session),
      ),
  }),
  route({
    method: 'get',
    path: '/work-orders/:orderId/attachments/:attachmentId',
    summary: 'A file of an order',
    ...forReaders,
    params: params.extend({ attachmentId: z.uuid() }),
    download: ATTACHABLE,
    response: fileSchema,
    handler: async ({ params: { orderId, attachmentId } }) => {
      const { name, mediaType, bytes } = await orders.attachment(orderId, attachmentId);
      return new FileAnswer(mediaType, bytes, name);
    },
  }),
];
