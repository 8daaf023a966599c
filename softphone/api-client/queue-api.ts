import {
  QUEUES_TYPE,
  type QueueApplied,
  type QueueChange,
  type QueueCheck,
  type QueueDrift,
  type QueuePlan,
  type QueueVersion,
  type QueueVersionView,
} from '../../server/contract/queue-versions';
import type { WaitEstimate } from '../../server/contract/wait-estimates';
import type { CallbackView } from '../../server/contract/callbacks';
import type { Page } from '../../server/contract/rest';
import type { Paging } from './customer-api';
import type { Http } from './http';
import { query } from './query';

const PATH = '/queue-config';
const asFile = (yaml: string): Blob => new Blob([yaml], { type: QUEUES_TYPE });

/** The queue configuration, its versions, and what somebody writes of it. */
export function createQueueApi(http: Http) {
  const get = <T>(path: string) => http.request<T>('GET', `${PATH}${path}`);
  return {
    present: () => get<QueueVersion>(''),
    versions: (paging: Paging) => get<Page<QueueVersionView>>(`/versions${query({ ...paging })}`),
    version: (version: number) => get<QueueVersion>(`/versions/${String(version)}`),
    diff: (from: number, to: number) =>
      get<{ changes: QueueChange[] }>(`/diff${query({ from, to })}`).then(({ changes }) => changes),
    drift: () => get<QueueDrift>('/drift'),
    check: (yaml: string) => http.upload<QueueCheck>('POST', `${PATH}/check`, asFile(yaml)),
    plan: (yaml: string) => http.upload<QueuePlan>('POST', `${PATH}/plan`, asFile(yaml)),
    apply: (yaml: string, change: { readonly basedOn: number; readonly why: string }) =>
      http.upload<QueueApplied>('POST', `${PATH}/apply${query({ ...change })}`, asFile(yaml)),
    rollback: (version: number, change: { readonly basedOn: number; readonly why: string }) =>
      http.request<QueueApplied>('POST', `${PATH}/rollback`, { version, ...change }),
    callbacks: () => http.request<CallbackView[]>('GET', '/callbacks'),
    cancelCallback: (callbackId: string) =>
      http.request<unknown>('POST', `/callbacks/${encodeURIComponent(callbackId)}/cancel`),
    /** Of that time, ISO. */
    waitEstimates: (from: string, until: string) =>
      http.request<WaitEstimate[]>('GET', `/wait-estimates${query({ from, until })}`),
  };
}
