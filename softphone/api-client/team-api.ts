import type { AgentAssignment, AgentAssignmentView } from '../../server/contract/agent-assignment';
import type { AuditAct, AuditEntry } from '../../server/contract/audit';
import type { MessageRequest, MessageSent } from '../../server/contract/notices';
import type { Page, PresenceRequest } from '../../server/contract/rest';
import type { MoveWaitingRequest, WaitingInQueue } from '../../server/contract/waiting-calls';
import type { Http } from './http';
import { query } from './query';

const id = encodeURIComponent;

interface AuditSearch {
  readonly act?: AuditAct;
  readonly page: number;
  readonly pageSize: number;
}

/** What supervisors do with agents and with callers who wait; and what an agent is told of it. */
export const createTeamApi = (http: Http) => ({
  setPresence: (agentId: string, request: PresenceRequest) =>
    http.request<unknown>('PUT', `/team/${id(agentId)}/presence`, request),
  assignment: (agentId: string) =>
    http.request<AgentAssignmentView>('GET', `/team/${id(agentId)}/assignment`),
  assign: (agentId: string, wanted: AgentAssignment) =>
    http.request<unknown>('PUT', `/team/${id(agentId)}/assignment`, wanted),
  message: (request: MessageRequest) => http.request<MessageSent>('POST', '/team/messages', request),
  readNotice: (noticeId: string) => http.request<unknown>('DELETE', `/desk/notices/${id(noticeId)}`),
  waiting: (queueId: string) => http.request<WaitingInQueue[]>('GET', `/queues/${id(queueId)}/waiting`),
  move: (callId: string, request: MoveWaitingRequest) =>
    http.request<unknown>('PUT', `/waiting/${id(callId)}`, request),
  acts: (search: AuditSearch) => http.request<Page<AuditEntry>>('GET', `/audit${query({ ...search })}`),
});
