import { agentDaySchema, type AgentDay } from '../../contract/agent-day';
import type { AgentId } from '../../contract/ids';
import { route, type Route } from '../route';

export const agentDayRoute = (dayOf: (agentId: AgentId) => Promise<AgentDay>): Route =>
  route({
    method: 'get',
    path: '/me/day',
    summary: "The agent's own figures of the day, in the centre's time zone",
    access: 'agent',
    response: agentDaySchema,
    handler: ({ session }) => dayOf(session.agentId),
  });
