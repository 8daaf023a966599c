import type {
  AgentCallsQuery,
  AgentReport,
  AgentReportQuery,
  AvailabilityQuery,
  AvailabilityReport,
  CampaignCall,
  CampaignCallsQuery,
  CampaignQuery,
  CampaignReport,
  PromiseReport,
  QueueCallsQuery,
  QueueReport,
  QueueReportQuery,
  ReportFormat,
  SurveyQuery,
  SurveyReport,
} from '../../server/contract/reports';
import type { CallSummary, Page } from '../../server/contract/rest';
import type { Paging } from './customer-api';
import type { Http } from './http';
import { query } from './query';

export type QueueCallsSearch = Omit<QueueCallsQuery, keyof Paging>;
type PromiseDays = Pick<QueueReportQuery, 'from' | 'to' | 'timeZone'>;
export type SurveyDays = Omit<SurveyQuery, 'step'>;
interface FileWish {
  readonly language: string;
  readonly format: ReportFormat;
}
export type AgentCallsSearch = Omit<AgentCallsQuery, keyof Paging>;
export type CampaignCallsSearch = Omit<CampaignCallsQuery, keyof Paging>;

/** Measures of whole days, and the calls behind them. */
export function createReportApi(http: Http) {
  const get = <T>(path: string) => http.request<T>('GET', `/reports${path}`);
  return {
    queues: (asked: QueueReportQuery) => get<QueueReport>(`/queues${query({ ...asked })}`),
    agents: (asked: AgentReportQuery) => get<AgentReport>(`/agents${query({ ...asked })}`),
    availability: (asked: AvailabilityQuery) =>
      get<AvailabilityReport>(`/availability${query({ ...asked })}`),
    promises: (asked: PromiseDays) => get<PromiseReport>(`/promises${query({ ...asked })}`),
    surveys: (asked: SurveyDays) => get<SurveyReport>(`/surveys${query({ ...asked })}`),
    campaigns: (asked: CampaignQuery) => get<CampaignReport>(`/campaigns${query({ ...asked })}`),
    queueCalls: (asked: QueueCallsSearch, paging: Paging) =>
      get<Page<CallSummary>>(`/queues/calls${query({ ...asked, ...paging })}`),
    agentCalls: (asked: AgentCallsSearch, paging: Paging) =>
      get<Page<CallSummary>>(`/agents/calls${query({ ...asked, ...paging })}`),
    campaignCalls: (asked: CampaignCallsSearch, paging: Paging) =>
      get<Page<CampaignCall>>(`/campaigns/calls${query({ ...asked, ...paging })}`),
  };
}

/** Where a browser downloads a report. */
export const queueReportUrl = (asked: QueueReportQuery, wish: FileWish): string =>
  `/api/v1/reports/queues/file${query({ ...asked, ...wish })}`;
export const agentReportUrl = (asked: AgentReportQuery, wish: FileWish): string =>
  `/api/v1/reports/agents/file${query({ ...asked, ...wish })}`;
export const availabilityReportUrl = (asked: AvailabilityQuery, wish: FileWish): string =>
  `/api/v1/reports/availability/file${query({ ...asked, ...wish })}`;
export const promiseReportUrl = (asked: PromiseDays, wish: FileWish): string =>
  `/api/v1/reports/promises/file${query({ from: asked.from, to: asked.to, timeZone: asked.timeZone, ...wish })}`;
export const surveyReportUrl = (asked: SurveyDays, wish: FileWish): string =>
  `/api/v1/reports/surveys/file${query({ ...asked, ...wish })}`;
export const campaignReportUrl = (asked: CampaignQuery, wish: FileWish): string =>
  `/api/v1/reports/campaigns/file${query({ ...asked, ...wish })}`;
