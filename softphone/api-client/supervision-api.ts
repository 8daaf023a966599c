import type { SupervisionMode } from '../../server/contract/supervision';
import type { Http } from './http';

const id = encodeURIComponent;

/** A supervisor at an agent's ear. */
export const createSupervisionApi = (http: Http) => ({
  supervise: (agentId: string, mode: SupervisionMode) =>
    http.request<unknown>('PUT', `/desk/supervision/${id(agentId)}`, { mode }),
  takeOver: (callId: string) => http.request<unknown>('POST', '/desk/supervision/take-over', { callId }),
  stop: () => http.request<unknown>('DELETE', '/desk/supervision'),
});
