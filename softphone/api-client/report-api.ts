import type {
  AgentCallsQuery,
  AgentReport,
  AgentReportQuery,
  PromiseReport,
  QueueCallsQuery,
  QueueReport,
  QueueReportQuery,
} from '../../server/contract/reports';
import type { CallSummary, Page } from '../../server/contract/rest';
import type { Paging } from './customer-api';
import type { Http } from './http';
import { query } from './query';

export type QueueCallsSearch = Omit<QueueCallsQuery, keyof Paging>;
export type AgentCallsSearch = Omit<AgentCallsQuery, keyof Paging>;

/** Measures of whole days, and the calls behind them. */
export function createReportApi(http: Http) {
  const get = <T>(path: string) => http.request<T>('GET', `/reports${path}`);
  return {
    queues: (asked: QueueReportQuery) => get<QueueReport>(`/queues${query({ ...asked })}`),
    agents: (asked: AgentReportQuery) => get<AgentReport>(`/agents${query({ ...asked })}`),
    promises: (asked: Pick<QueueReportQuery, 'from' | 'to' | 'timeZone'>) =>
      get<PromiseReport>(`/promises${query({ ...asked })}`),
    queueCalls: (asked: QueueCallsSearch, paging: Paging) =>
      get<Page<CallSummary>>(`/queues/calls${query({ ...asked, ...paging })}`),
    agentCalls: (asked: AgentCallsSearch, paging: Paging) =>
      get<Page<CallSummary>>(`/agents/calls${query({ ...asked, ...paging })}`),
  };
}

/** Where a browser downloads a report. */
export const queueReportUrl = (asked: QueueReportQuery, language: string): string =>
  `/api/v1/reports/queues/file${query({ ...asked, language })}`;
export const agentReportUrl = (asked: AgentReportQuery, language: string): string =>
  `/api/v1/reports/agents/file${query({ ...asked, language })}`;
