import { z } from 'zod';
import type { Session } from '../../auth/ports';
import { agentNumberSchema } from '../../contract/agent-number';
import { agentId as toAgentId, callId as toCallId, type AgentId, type CallId } from '../../contract/ids';
import {
  superviseRequestSchema,
  takeOverRequestSchema,
  type SupervisionMode,
} from '../../contract/supervision';
import type { Role } from '../../contract/rest';
import { route, type Route } from '../route';

export interface SupervisionDesk {
  supervise(who: Session, supervisorId: AgentId, agentId: AgentId, mode: SupervisionMode): Promise<void>;
  takeOver(who: Session, supervisorId: AgentId, callId: CallId): Promise<void>;
  stop(supervisorId: AgentId): Promise<void>;
}

const roles: readonly Role[] = ['supervisor', 'admin'];

/** A supervisor at an agent's ear. */
export const supervisionRoutes = (supervision: SupervisionDesk): Route[] => [
  route({
    method: 'put',
    path: '/desk/supervision/:agentId',
    summary: 'Listen to an agent, whisper to him or barge in: your phone is called and answers by itself',
    access: 'agent',
    roles,
    params: z.object({ agentId: agentNumberSchema }),
    body: superviseRequestSchema,
    handler: ({ session, params, body }) =>
      supervision.supervise(session, toAgentId(session.agentId), toAgentId(params.agentId), body.mode),
  }),
  route({
    method: 'post',
    path: '/desk/supervision/take-over',
    summary: 'Have the caller of the agent you listen to, from now on',
    access: 'agent',
    roles,
    body: takeOverRequestSchema,
    handler: ({ session, body }) =>
      supervision.takeOver(session, toAgentId(session.agentId), toCallId(body.callId)),
  }),
  route({
    method: 'delete',
    path: '/desk/supervision',
    summary: 'Supervise nobody any more',
    access: 'agent',
    roles,
    handler: ({ session }) => supervision.stop(toAgentId(session.agentId)),
  }),
];
