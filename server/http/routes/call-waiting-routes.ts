import { z } from 'zod';
import { takeWaitingRequestSchema } from '../../contract/call-waiting';
import { agentId as toAgentId, callId, type AgentId, type CallId } from '../../contract/ids';
import { route, type Route } from '../route';

interface WaitingCalls {
  take(agentId: AgentId, callId: CallId, requestId: string): Promise<void>;
  refuse(agentId: AgentId, callId: CallId): Promise<void>;
}

const params = z.object({ callId: z.uuid() });

/** A caller waits for an agent who is in a talk. */
export const callWaitingRoutes = (waiting: WaitingCalls): Route[] => [
  route({
    method: 'post',
    path: '/desk/waiting/:callId/take',
    summary: 'Park your caller and take the one who waits for you',
    access: 'agent',
    params,
    body: takeWaitingRequestSchema,
    handler: ({ session, params: { callId: id }, body }) =>
      waiting.take(toAgentId(session.agentId), callId(id), body.requestId),
  }),
  route({
    method: 'post',
    path: '/desk/waiting/:callId/refuse',
    summary: 'Leave the caller who waits for you to others',
    access: 'agent',
    params,
    handler: ({ session, params: { callId: id } }) => waiting.refuse(toAgentId(session.agentId), callId(id)),
  }),
];
