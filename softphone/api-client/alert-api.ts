import type { AlertRuleRequest, AlertRuleView, AlertView } from '../../server/contract/alerts';
import type { Page } from '../../server/contract/rest';
import type { Http } from './http';
import { query } from './query';

const id = encodeURIComponent;

/** What supervisors are told of, and when. */
export const createAlertApi = (http: Http) => ({
  list: (asked: { readonly open?: boolean; readonly page?: number; readonly pageSize?: number }) =>
    http.request<Page<AlertView>>(
      'GET',
      `/alerts${query({ ...asked, open: asked.open ? 'true' : undefined })}`,
    ),
  acknowledge: (alertId: string) => http.request<AlertView>('POST', `/alerts/${id(alertId)}/acknowledge`),
  rules: () => http.request<AlertRuleView[]>('GET', '/alert-rules'),
  addRule: (rule: AlertRuleRequest) => http.request<AlertRuleView>('POST', '/alert-rules', rule),
  changeRule: (ruleId: string, rule: AlertRuleRequest) =>
    http.request<AlertRuleView>('PUT', `/alert-rules/${id(ruleId)}`, rule),
  removeRule: (ruleId: string) => http.request<unknown>('DELETE', `/alert-rules/${id(ruleId)}`),
});
