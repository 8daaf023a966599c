import { z } from 'zod';
import {
  apiKeySchema,
  createdApiKeySchema,
  createdWebhookSchema,
  deliveryQuerySchema,
  deliverySchema,
  newApiKeySchema,
  webhookRequestSchema,
  webhookSchema,
} from '../../contract/integration';
import { pageOf } from '../../contract/rest';
import type { ApiKeys } from '../../integration/api-keys';
import type { Webhooks } from '../../integration/webhooks';
import { route, type Route } from '../route';

export interface IntegrationSources {
  readonly apiKeys: ApiKeys;
  readonly webhooks: Webhooks;
}

const webhookParams = z.object({ webhookId: z.uuid() });
const admins = { access: 'user', roles: ['admin'] } as const;
const managers = { ...admins, scope: 'webhooks:manage' } as const;

/** Only people make keys: a key that could make keys would outlive its own revocation. */
export const integrationRoutes = ({ apiKeys, webhooks }: IntegrationSources): Route[] => [
  ...apiKeyRoutes(apiKeys),
  ...webhookRoutes(webhooks),
  ...deliveryRoutes(webhooks),
];

const apiKeyRoutes = (apiKeys: ApiKeys): Route[] => [
  route({
    method: 'get',
    path: '/api-keys',
    summary: 'API keys, newest first, revoked ones included',
    ...admins,
    response: z.array(apiKeySchema),
    handler: async () => [...(await apiKeys.list())],
  }),
  route({
    method: 'post',
    path: '/api-keys',
    summary: 'Makes a key; its secret is shown this once',
    ...admins,
    body: newApiKeySchema,
    response: createdApiKeySchema,
    status: 201,
    handler: ({ body, session }) => apiKeys.create(body, session.login),
  }),
  route({
    method: 'delete',
    path: '/api-keys/:keyId',
    summary: 'Revokes a key at once',
    ...admins,
    params: z.object({ keyId: z.uuid() }),
    handler: ({ params, session }) => apiKeys.revoke(params.keyId, session.login),
  }),
];

const webhookRoutes = (webhooks: Webhooks): Route[] => [
  route({
    method: 'get',
    path: '/webhooks',
    summary: 'Receivers of events',
    ...managers,
    response: z.array(webhookSchema),
    handler: async () => [...(await webhooks.list())],
  }),
  route({
    method: 'post',
    path: '/webhooks',
    summary: 'Sends events to an address from now on; the signing secret is shown this once',
    ...managers,
    body: webhookRequestSchema,
    response: createdWebhookSchema,
    status: 201,
    handler: ({ body, session }) => webhooks.create(body, session.login),
  }),
  route({
    method: 'put',
    path: '/webhooks/:webhookId',
    summary: 'Changes a receiver',
    ...managers,
    params: webhookParams,
    body: webhookRequestSchema,
    response: webhookSchema,
    handler: ({ params, body }) => webhooks.update(params.webhookId, body),
  }),
  route({
    method: 'delete',
    path: '/webhooks/:webhookId',
    summary: 'Removes a receiver and its log',
    ...managers,
    params: webhookParams,
    handler: ({ params }) => webhooks.remove(params.webhookId),
  }),
];

const deliveryRoutes = (webhooks: Webhooks): Route[] => [
  route({
    method: 'get',
    path: '/webhooks/:webhookId/deliveries',
    summary: 'What was sent to a receiver, newest first',
    ...managers,
    params: webhookParams,
    query: deliveryQuerySchema,
    response: pageOf(deliverySchema),
    handler: ({ params, query }) => webhooks.deliveries(params.webhookId, query),
  }),
  route({
    method: 'post',
    path: '/webhooks/:webhookId/deliveries/:deliveryId/replay',
    summary: 'Sends an event again, the same bytes',
    ...managers,
    params: webhookParams.extend({ deliveryId: z.uuid() }),
    status: 202,
    handler: ({ params }) => webhooks.replay(params.webhookId, params.deliveryId),
  }),
];
