import type {
  ReportDeliveryView,
  ReportScheduleRequest,
  ReportSchedules,
  ReportScheduleView,
} from '../../server/contract/report-schedules';
import type { Page } from '../../server/contract/rest';
import type { Paging } from './customer-api';
import type { Http } from './http';
import { query } from './query';

const id = encodeURIComponent;

/** Reports that are sent by e-mail. */
export const createReportScheduleApi = (http: Http) => ({
  all: () => http.request<ReportSchedules>('GET', '/report-schedules'),
  add: (wish: ReportScheduleRequest) => http.request<ReportScheduleView>('POST', '/report-schedules', wish),
  change: (scheduleId: string, wish: ReportScheduleRequest) =>
    http.request<ReportScheduleView>('PUT', `/report-schedules/${id(scheduleId)}`, wish),
  remove: (scheduleId: string) => http.request<unknown>('DELETE', `/report-schedules/${id(scheduleId)}`),
  sendTrial: (scheduleId: string) =>
    http.request<ReportDeliveryView>('POST', `/report-schedules/${id(scheduleId)}/trial`, {}),
  history: (paging: Paging) =>
    http.request<Page<ReportDeliveryView>>('GET', `/report-deliveries${query({ ...paging })}`),
  sendAgain: (deliveryId: string) =>
    http.request<ReportDeliveryView>('POST', `/report-deliveries/${id(deliveryId)}/again`),
});
