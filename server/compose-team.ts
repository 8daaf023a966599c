import { randomUUID } from 'node:crypto';
import type { AcdService } from './acd/acd.service';
import type { CallRooms } from './compose-calls';
import type { AgentId } from './contract/ids';
import type { CustomerDirectory } from './crm/customer-directory';
import type { Route } from './http';
import { assignmentRoutes } from './http/routes/assignment-routes';
import { supervisionRoutes } from './http/routes/supervision-routes';
import { teamRoutes, type ActLog } from './http/routes/team-routes';
import type { AgentAssignments } from './queues/assignments/agent-assignments';
import type { RedisStores } from './redis';
import { Acts } from './supervision/acts';
import { TeamControl } from './supervision/team-control';
import { WaitingLine } from './switchboard/waiting-line';

export interface TeamInput {
  readonly rooms: Pick<CallRooms, 'supervision' | 'actions'> & {
    readonly acd: Pick<AcdService, 'ringAll' | 'newOfferId'>;
  };
  readonly stores: RedisStores;
  readonly database: { readonly customers: Pick<CustomerDirectory, 'names'>; readonly acts: ActLog };
  readonly queues: { readonly assignments: AgentAssignments };
  /** At once, unless he is in a call. */
  readonly logOut: (agentId: AgentId) => Promise<'logged-out' | 'busy' | 'not-there'>;
}

/** What supervisors see and do of agents, and of callers who wait. */
export function composeTeam({ rooms, stores, database, queues, logOut }: TeamInput): Route[] {
  const { assignments } = queues;
  const acts = new Acts(stores.events);
  const control = new TeamControl({
    ...{ acts, notices: stores.notices, agents: stores.agents, supervision: rooms.supervision, logOut },
    setPresence: (agentId, request) => rooms.actions.setPresence(agentId, request),
    assign: (agentId, wanted, by) => assignments.change(agentId, wanted, by),
    newId: randomUUID,
  });
  const line = new WaitingLine({
    ...{ waiting: stores.waiting, calls: stores.calls, customers: database.customers, acts },
    ringAll: (offers) => rooms.acd.ringAll(offers),
    newOfferId: () => rooms.acd.newOfferId(),
  });
  return [
    ...supervisionRoutes({
      supervise: (who, supervisorId, agentId, mode) => control.supervise(who, supervisorId, agentId, mode),
      takeOver: (who, supervisorId, callId) => control.takeOver(who, supervisorId, callId),
      stop: (supervisorId) => rooms.supervision.stop(supervisorId),
    }),
    ...teamRoutes(control, line, database.acts),
    ...assignmentRoutes({
      of: (agentId) => assignments.of(agentId),
      change: (who, agentId, wanted) => control.assign(who, agentId, wanted),
    }),
  ];
}
