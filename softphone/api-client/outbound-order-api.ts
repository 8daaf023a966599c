import type {
  KeptOrder,
  LeaveOrder,
  MarkRequest,
  OwnCampaigns,
  PickableContact,
} from '../../server/contract/campaign-order';
import type { Page } from '../../server/contract/rest';
import type { Http } from './http';
import { query } from './query';

const id = encodeURIComponent;

/** What an agent does with the contacts of campaigns. */
export function createOutboundOrderApi(http: Http) {
  const post = <T>(path: string, body?: unknown) => http.request<T>('POST', path, body);
  return {
    own: () => http.request<OwnCampaigns>('GET', '/me/campaigns'),
    next: () => post<{ order: KeptOrder | null }>('/campaigns/next'),
    pickable: (campaignId: string, search: string, page: number) =>
      http.request<Page<PickableContact>>(
        'GET',
        `/me/campaigns/${id(campaignId)}/contacts${query({ search, page, pageSize: 10 })}`,
      ),
    pick: (contactId: string) => post<{ order: KeptOrder | null }>(`/contacts/${id(contactId)}/pick`),
    call: (contactId: string) => post<unknown>(`/contacts/${id(contactId)}/call`),
    leave: (contactId: string, left: LeaveOrder) => post<unknown>(`/contacts/${id(contactId)}/leave`, left),
    mark: (callId: string, request: MarkRequest) => post<unknown>(`/calls/${id(callId)}/mark`, request),
  };
}
