import type { SupervisionMode } from '../../server/contract/supervision';
import type { Http } from './http';

const id = encodeURIComponent;

/** A supervisor at an agent's ear. */
export const createSupervisionApi = (http: Http) => ({
  supervise: (agentId: string, mode: SupervisionMode) =>
    http.request<unknown>('PUT', `/desk/supervision/${id(agentId)}`, { mode }),
  stop: () => http.request<unknown>('DELETE', '/desk/supervision'),
});
