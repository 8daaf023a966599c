import { z } from 'zod';
import type { Session } from '../../auth/ports';
import {
  agentAssignmentRequestSchema,
  agentAssignmentViewSchema,
  type AgentAssignment,
  type AgentAssignmentView,
} from '../../contract/agent-assignment';
import { agentNumberSchema } from '../../contract/agent-number';
import { agentId as toAgentId, type AgentId } from '../../contract/ids';
import { route, type Route } from '../route';

interface AssignmentActions {
  of(agentId: AgentId): Promise<AgentAssignmentView>;
  change(
    who: Pick<Session, 'userId' | 'login' | 'displayName'>,
    agentId: AgentId,
    wanted: AgentAssignment,
  ): Promise<void>;
}

const supervising = { access: 'user', roles: ['supervisor', 'admin'] } as const;
const params = z.object({ agentId: agentNumberSchema });

/** Which queues an agent is offered. */
export const assignmentRoutes = (assignments: AssignmentActions): Route[] => [
  route({
    method: 'get',
    path: '/team/:agentId/assignment',
    summary: 'The queues and groups that name an agent, and his skills',
    ...supervising,
    params,
    response: agentAssignmentViewSchema,
    handler: ({ params: { agentId } }) => assignments.of(toAgentId(agentId)),
  }),
  route({
    method: 'put',
    path: '/team/:agentId/assignment',
    summary: 'Change them, at once: a new version of the queue configuration',
    ...supervising,
    params,
    body: agentAssignmentRequestSchema,
    handler: ({ session, params: { agentId }, body }) =>
      assignments.change(session, toAgentId(agentId), body),
  }),
];
