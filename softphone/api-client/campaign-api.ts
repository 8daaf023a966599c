import type { CampaignMonitor } from '../../server/contract/campaign-monitor';
import type {
  CampaignFlow,
  Dialling,
  TestCallRequest,
  TestCallResult,
} from '../../server/contract/campaign-acts';
import type {
  Campaign,
  CampaignView,
  ContactQuery,
  ContactView,
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
    monitor: (campaignId: string) => get<CampaignMonitor>(`${at(campaignId)}/monitor`),
    flows: () => get<CampaignFlow[]>('/campaign-flows'),
    /** @param version the one that was seen; null: it is new */
    save: (campaign: Campaign, version: number | null) =>
      http.request<CampaignView>('PUT', at(campaign.campaignId), {
        campaign,
        ...(version === null ? {} : { version }),
      }),
    act: (campaignId: string, action: CampaignAction) =>
      post<CampaignView>(`${at(campaignId)}/state`, { action }),

    copy: (from: string, as: { readonly campaignId: string; readonly name: string }) =>
      post<CampaignView>(`${at(from)}/copy`, as),
    testCall: (campaignId: string, request: TestCallRequest) =>
      post<TestCallResult>(`${at(campaignId)}/test-call`, request),

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

/** Where a browser downloads the contacts. */
export const contactsFileUrl = (campaignId: string, filter: ContactFilter, language: string): string =>
  `/api/v1${at(campaignId)}/contacts/file${query({ ...filter, language })}`;
