import { z } from 'zod';
import { pageOf } from '../../contract/rest';
import {
  serialTextRequestSchema,
  textAbilitySchema,
  textMessageSchema,
  textQuerySchema,
  textReportSchema,
} from '../../contract/texts';
import type { SerialTexts } from '../../tickets/serial-texts';
import type { Texts } from '../../texts/texts.service';
import { route, type Route } from '../route';
import { orderActorOf } from './work-order-routes';

export interface TextRouteDeps {
  readonly texts: Pick<Texts, 'ability' | 'list' | 'get' | 'retry' | 'report'>;
  readonly serials: Pick<SerialTexts, 'fromDesk' | 'ofOrder'>;
}

const params = z.object({ textId: z.uuid() });
const orderParams = z.object({ orderId: z.uuid() });
const forReaders = { access: 'user', scope: 'texts:read' } as const;

/** Text messages: what was sent, and the serial number of an order. */
export const textRoutes = ({ texts, serials }: TextRouteDeps): Route[] => [
  ...reading(texts),
  ...changing(texts),
  ...ofOrders(serials),
];

const reading = (texts: TextRouteDeps['texts']): Route[] => [
  route({
    method: 'get',
    path: '/text-gateway',
    summary: 'Whether text messages are sent, by whom, and how many wait',
    ...forReaders,
    response: textAbilitySchema,
    handler: () => texts.ability(),
  }),
  route({
    method: 'get',
    path: '/text-messages',
    summary: 'Text messages, newest first',
    ...forReaders,
    query: textQuerySchema,
    response: pageOf(textMessageSchema),
    handler: ({ query }) => texts.list(query),
  }),
  route({
    method: 'get',
    path: '/text-messages/:textId',
    summary: 'One text message and what became of it',
    ...forReaders,
    params,
    response: textMessageSchema,
    handler: ({ params: { textId } }) => texts.get(textId),
  }),
];

const changing = (texts: TextRouteDeps['texts']): Route[] => [
  route({
    method: 'post',
    path: '/text-messages/:textId/retry',
    summary: 'Send a text message again that failed',
    access: 'user',
    roles: ['supervisor', 'admin'],
    params,
    response: textMessageSchema,
    handler: ({ params: { textId } }) => texts.retry(textId),
  }),
  route({
    method: 'post',
    path: '/text-messages/:textId/report',
    summary: 'What the gateway says became of it',
    access: 'user',
    roles: ['supervisor', 'admin'],
    scope: 'texts:report',
    params,
    body: textReportSchema,
    response: textMessageSchema,
    handler: ({ params: { textId }, body }) => texts.report(textId, body),
  }),
];

const ofOrders = (serials: TextRouteDeps['serials']): Route[] => [
  route({
    method: 'get',
    path: '/work-orders/:orderId/text-messages',
    summary: 'Text messages about an order, newest first',
    access: 'user',
    scope: 'work-orders:read',
    params: orderParams,
    response: z.array(textMessageSchema),
    handler: async ({ params: { orderId } }) => [...(await serials.ofOrder(orderId))],
  }),
  route({
    method: 'post',
    path: '/work-orders/:orderId/text-messages',
    summary: 'Send the serial number and the promised day to a mobile',
    access: 'user',
    scope: 'work-orders:write',
    params: orderParams,
    body: serialTextRequestSchema,
    response: textMessageSchema,
    status: 201,
    handler: ({ session, params: { orderId }, body }) =>
      serials.fromDesk(orderId, body, orderActorOf(session)),
  }),
];
