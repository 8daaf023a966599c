import type {
  Campaign,
  CampaignFlow,
  CampaignView,
  ContactQuery,
  ContactView,
  Dialling,
  DoNotCallRequest,
  DoNotCallView,
  ListReport,
  NumberExplanation,
} from '../../server/contract/campaigns';
import type { Page } from '../../server/contract/rest';
import type { Paging } from './customer-api';
import { longWaitMs, type Http } from './http';
import { query } from './query';

export type CampaignAction = 'start' | 'pause' | 'finish';
export type ContactFilter = Omit<ContactQuery, keyof Paging>;

const at = (campaignId: string): string => `/campaigns/${encodeURIComponent(campaignId)}`;

/** Campaigns, whom they call, and why. */
export function createCampaignApi(http: Http) {
  const get = <T>(path: string) => http.request<T>('GET', path);
  const post = <T>(path: string, body: unknown) => http.request<T>('POST', path, body);
  return {
    list: () => get<CampaignView[]>('/campaigns'),
    get: (campaignId: string) => get<CampaignView>(at(campaignId)),
    flows: () => get<CampaignFlow[]>('/campaign-flows'),
    /** @param version the one that was seen; null: it is new */
    save: (campaign: Campaign, version: number | null) =>
      http.request<CampaignView>('PUT', at(campaign.campaignId), {
        campaign,
        ...(version === null ? {} : { version }),
      }),
    act: (campaignId: string, action: CampaignAction) =>
      post<CampaignView>(`${at(campaignId)}/state`, { action }),

    dialling: () => get<Dialling>('/dialling'),
    /** null: every campaign. */
    stop: (campaignId: string | null) => post<unknown>('/dialling/stop', { campaignId }),
    resume: (campaignId: string | null) => post<unknown>('/dialling/resume', { campaignId }),

    contacts: (campaignId: string, filter: ContactFilter, paging: Paging) =>
      get<Page<ContactView>>(`${at(campaignId)}/contacts${query({ ...filter, ...paging })}`),
    addList: (campaignId: string, csv: string, dryRun: boolean) =>
      http.request<ListReport>('POST', `${at(campaignId)}/contacts`, { csv, dryRun }, longWaitMs),

    explain: (number: string) => get<NumberExplanation>(`/dial-decisions${query({ number })}`),
    doNotCall: () => get<DoNotCallView[]>('/do-not-call'),
    addDoNotCall: (entry: DoNotCallRequest) => post<DoNotCallView>('/do-not-call', entry),
    removeDoNotCall: (entryId: string) =>
      http.request<unknown>('DELETE', `/do-not-call/${encodeURIComponent(entryId)}`),
  };
}
