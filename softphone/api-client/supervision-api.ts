import type { SupervisionMode, TeamMember } from '../../server/contract/supervision';
import type { Http } from './http';

const id = encodeURIComponent;

/** Who is there, and a supervisor at an agent's ear. */
export const createSupervisionApi = (http: Http) => ({
  team: () => http.request<TeamMember[]>('GET', '/team'),
  supervise: (agentId: string, mode: SupervisionMode) =>
    http.request<unknown>('PUT', `/desk/supervision/${id(agentId)}`, { mode }),
  stop: () => http.request<unknown>('DELETE', '/desk/supervision'),
});
