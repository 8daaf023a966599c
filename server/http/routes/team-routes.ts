import { z } from 'zod';
import type { Session } from '../../auth/ports';
import { agentNumberSchema } from '../../contract/agent-number';
import { auditEntrySchema, auditQuerySchema, type AuditEntry, type AuditQuery } from '../../contract/audit';
import { agentId as toAgentId, callId as toCallId, queueId as toQueueId } from '../../contract/ids';
import type { AgentId, CallId, QueueId } from '../../contract/ids';
import {
  messageRequestSchema,
  messageSentSchema,
  type MessageRequest,
  type MessageSent,
} from '../../contract/notices';
import { slugSchema } from '../../contract/queue-config';
import {
  pageOf,
  presenceRequestSchema,
  type Page,
  type PresenceRequest,
  type Role,
} from '../../contract/rest';
import {
  moveWaitingRequestSchema,
  waitingInQueueSchema,
  type MoveWaitingRequest,
  type WaitingInQueue,
} from '../../contract/waiting-calls';
import { route, type Route } from '../route';

type Who = Pick<Session, 'userId' | 'login' | 'displayName'>;

export interface TeamActions {
  setPresence(who: Who, agentId: AgentId, request: PresenceRequest): Promise<void>;
  message(who: Who, request: MessageRequest): Promise<MessageSent>;
  readNotice(agentId: AgentId, noticeId: string): Promise<void>;
}

export interface WaitingActions {
  of(queueId: QueueId): Promise<WaitingInQueue[]>;
  move(who: Who, callId: CallId, request: MoveWaitingRequest): Promise<void>;
}

export interface ActLog {
  list(query: AuditQuery): Promise<Page<AuditEntry>>;
}

const supervising: { readonly access: 'user'; readonly roles: readonly Role[] } = {
  access: 'user',
  roles: ['supervisor', 'admin'],
};

/** What supervisors do with agents and with callers who wait; and what was done. */
export const teamRoutes = (team: TeamActions, waiting: WaitingActions, acts: ActLog): Route[] => [
  ...agentRoutes(team),
  ...waitingRoutes(waiting),
  route({
    method: 'get',
    path: '/audit',
    summary: 'What supervisors did, newest first',
    ...supervising,
    query: auditQuerySchema,
    response: pageOf(auditEntrySchema),
    handler: ({ query }) => acts.list(query),
  }),
];

const agentRoutes = (team: TeamActions): Route[] => [
  route({
    method: 'put',
    path: '/team/:agentId/presence',
    summary: 'Set an agent ready or to break, or log him out: at once, or when he is done with his call',
    ...supervising,
    params: z.object({ agentId: agentNumberSchema }),
    body: presenceRequestSchema,
    handler: ({ session, params, body }) => team.setPresence(session, toAgentId(params.agentId), body),
  }),
  route({
    method: 'post',
    path: '/team/messages',
    summary: 'Tell agents something; it stands on their desks until they have read it',
    ...supervising,
    body: messageRequestSchema,
    response: messageSentSchema,
    handler: ({ session, body }) => team.message(session, body),
  }),
  route({
    method: 'delete',
    path: '/desk/notices/:noticeId',
    summary: 'You have read it',
    access: 'agent',
    params: z.object({ noticeId: z.uuid() }),
    handler: ({ session, params }) => team.readNotice(toAgentId(session.agentId), params.noticeId),
  }),
];

const waitingRoutes = (waiting: WaitingActions): Route[] => [
  route({
    method: 'get',
    path: '/queues/:queueId/waiting',
    summary: 'Who waits in a queue, first in line first; those who wait for one agent alone are left out',
    ...supervising,
    params: z.object({ queueId: slugSchema }),
    response: z.array(waitingInQueueSchema),
    handler: ({ params }) => waiting.of(toQueueId(params.queueId)),
  }),
  route({
    method: 'put',
    path: '/waiting/:callId',
    summary: 'Give a waiting caller another queue, or the head of the one he is in',
    ...supervising,
    params: z.object({ callId: z.uuid() }),
    body: moveWaitingRequestSchema,
    handler: ({ session, params, body }) => waiting.move(session, toCallId(params.callId), body),
  }),
];
