import type { AgentDay } from '../../server/contract/agent-day';
import type { CallQuality } from '../../server/contract/quality';
import type {
  CallDetail,
  CallSummary,
  CustomerCard,
  CustomerSummary,
  Desk,
  DispositionRequest,
  DispositionView,
  LoginRequest,
  OfferedReasonView,
  Page,
  PhoneAccount,
  PresenceRequest,
  QueueFiguresView,
  UserView,
} from '../../server/contract/rest';
import type { CallTimeline } from '../../server/contract/timeline';
import { createAlertApi } from './alert-api';
import { createQualityApi } from './quality-api';
import { createApprovalApi } from './approval-api';
import { createCampaignApi } from './campaign-api';
import { createConsultApi } from './consult-api';
import { createCustomerApi } from './customer-api';
import { createFaxApi } from './fax-api';
import type { Http } from './http';
import { createMaintenanceApi } from './maintenance-api';
import { createOutboundOrderApi } from './outbound-order-api';
import { createPackApi } from './pack-api';
import { createParkingApi } from './parking-api';
import { query } from './query';
import { createQueueApi } from './queue-api';
import { createRecordingApi } from './recording-api';
import { createReferenceApi } from './reference-api';
import { createReportScheduleApi } from './report-schedule-api';
import { createReportApi } from './report-api';
import { createSettingsApi } from './settings-api';
import { createSoundApi } from './sound-api';
import { createTaskApi } from './task-api';
import { createSupervisionApi } from './supervision-api';
import { createTeamApi } from './team-api';
import { createTextApi } from './text-api';
import { createUserApi } from './user-api';
import { createWorkOrderApi } from './work-order-api';

export interface CallSearch {
  readonly customerId?: string;
  readonly agentId?: string;
  readonly number?: string;
  readonly page?: number;
  readonly pageSize?: number;
}

/** The server's REST interface, one function per thing a desk does. */
export type Api = ReturnType<typeof createApi>;

export function createApi(http: Http) {
  const get = <T>(path: string) => http.request<T>('GET', path);
  const post = (path: string, body?: unknown) => http.request<unknown>('POST', path, body);
  const put = (path: string, body: unknown) => http.request<unknown>('PUT', path, body);
  const id = encodeURIComponent;
  return {
    login: (request: LoginRequest) => post('/login', request),
    logout: () => post('/logout'),
    me: () => get<UserView>('/me'),
    phoneAccount: () => get<PhoneAccount>('/me/phone'),
    desk: () => get<Desk>('/me/desk'),
    setPresence: (presence: PresenceRequest) => put('/me/presence', presence),
    finishWrapUp: () => post('/me/wrap-up/finish'),
    prolongWrapUp: (callId: string, nth: number) => post('/me/wrap-up/prolong', { callId, nth }),
    breakReasons: () => get<OfferedReasonView[]>('/me/break-reasons'),

    acceptOffer: (offerId: string) => post(`/offers/${id(offerId)}/accept`),
    declineOffer: (offerId: string) => post(`/offers/${id(offerId)}/decline`),
    dial: (number: string, customerId: string | null) => post('/calls', { number, customerId }),
    hangUp: (callId: string) => post(`/calls/${id(callId)}/hang-up`),
    hold: (callId: string) => post(`/calls/${id(callId)}/hold`),
    resume: (callId: string) => post(`/calls/${id(callId)}/resume`),
    comeBack: (callId: string) => post(`/calls/${id(callId)}/come-back`),
    reportQuality: (callId: string, quality: CallQuality) => post(`/calls/${id(callId)}/quality`, quality),
    setDisposition: (callId: string, request: DispositionRequest) =>
      put(`/calls/${id(callId)}/disposition`, request),

    dispositions: () => get<DispositionView[] | Page<DispositionView>>('/dispositions').then(itemsOf),
    queues: () => get<QueueFiguresView[] | Page<QueueFiguresView>>('/queues').then(itemsOf),
    customers: (search: string, page: number) =>
      get<Page<CustomerSummary>>(`/customers${query({ search, page, pageSize: 30 })}`),
    customer: (customerId: string) => get<CustomerCard>(`/customers/${id(customerId)}`),
    calls: (search: CallSearch) => get<Page<CallSummary>>(`/calls${query({ ...search })}`),
    myDay: () => get<AgentDay>('/me/day'),
    call: (callId: string) => get<CallDetail>(`/calls/${id(callId)}`),
    callTimeline: (callId: string) => get<CallTimeline>(`/calls/${id(callId)}/timeline`),

    orders: createWorkOrderApi(http),
    faxes: createFaxApi(http),
    tasks: createTaskApi(http),
    texts: createTextApi(http),
    settings: createSettingsApi(http),

    alerts: createAlertApi(http),
    quality: createQualityApi(http),
    approval: createApprovalApi(http),
    campaigns: createCampaignApi(http),
    consult: createConsultApi(http),
    outboundOrders: createOutboundOrderApi(http),
    parking: createParkingApi(http),
    supervision: createSupervisionApi(http),
    team: createTeamApi(http),
    recording: createRecordingApi(http),
    maintenance: createMaintenanceApi(http),
    packs: createPackApi(http),
    queueConfig: createQueueApi(http),
    records: createCustomerApi(http),
    reference: createReferenceApi(http),
    reports: createReportApi(http),
    reportSchedules: createReportScheduleApi(http),
    sounds: createSoundApi(http),
    users: createUserApi(http),
  };
}

/** The contract leaves open whether short lists come paged. */
function itemsOf<T>(list: T[] | Page<T>): T[] {
  return Array.isArray(list) ? list : list.items;
}
