import type {
  ApiKeyView,
  CreatedApiKey,
  CreatedWebhook,
  DeliveryView,
  NewApiKey,
  WebhookRequest,
  WebhookView,
} from '../../server/contract/integration';
import type { Page } from '../../server/contract/rest';
import type { CallerPasswordView, OutageView } from '../../server/contract/self-service';
import type { Http } from './http';
import { query } from './query';

export type AccountKind = CallerPasswordView['kind'];

export interface OutageForm {
  readonly areaCode: string | null;
  readonly numberPrefix: string | null;
  readonly texts: OutageView['texts'];
  readonly until: string | null;
}

/** Keys and webhooks of other systems; callers' passwords; known outages. */
export function createSettingsApi(http: Http) {
  const get = <T>(path: string) => http.request<T>('GET', path);
  const post = <T>(path: string, body?: unknown) => http.request<T>('POST', path, body);
  const put = <T>(path: string, body: unknown) => http.request<T>('PUT', path, body);
  const remove = (path: string) => http.request<unknown>('DELETE', path);
  const id = encodeURIComponent;
  const passwordAt = (kind: AccountKind, number: string) => `/caller-passwords/${kind}/${id(number)}`;
  return {
    apiKeys: () => get<ApiKeyView[]>('/api-keys'),
    createApiKey: (key: NewApiKey) => post<CreatedApiKey>('/api-keys', key),
    revokeApiKey: (keyId: string) => remove(`/api-keys/${id(keyId)}`),

    webhooks: () => get<WebhookView[]>('/webhooks'),
    createWebhook: (webhook: WebhookRequest) => post<CreatedWebhook>('/webhooks', webhook),
    changeWebhook: (webhookId: string, webhook: WebhookRequest) =>
      put<WebhookView>(`/webhooks/${id(webhookId)}`, webhook),
    removeWebhook: (webhookId: string) => remove(`/webhooks/${id(webhookId)}`),
    deliveries: (webhookId: string, page: number) =>
      get<Page<DeliveryView>>(`/webhooks/${id(webhookId)}/deliveries${query({ page, pageSize: 20 })}`),
    replay: (webhookId: string, deliveryId: string) =>
      post<unknown>(`/webhooks/${id(webhookId)}/deliveries/${id(deliveryId)}/replay`),

    lockedPasswords: () =>
      get<Page<CallerPasswordView>>(`/caller-passwords/locked${query({ page: 1, pageSize: 50 })}`),
    password: (kind: AccountKind, number: string) => get<CallerPasswordView>(passwordAt(kind, number)),
    unlockPassword: (kind: AccountKind, number: string, reason: string) =>
      post<unknown>(`${passwordAt(kind, number)}/unlock`, { reason }),
    removePassword: (kind: AccountKind, number: string, reason: string) =>
      post<unknown>(`${passwordAt(kind, number)}/remove`, { reason }),

    outages: (page: number) => get<Page<OutageView>>(`/outages${query({ page, pageSize: 30 })}`),
    addOutage: (outage: OutageForm) => post<OutageView>('/outages', outage),
    changeOutage: (outageId: string, change: Partial<OutageForm> & { version: number; endedAt?: string }) =>
      put<OutageView>(`/outages/${id(outageId)}`, change),
  };
}
