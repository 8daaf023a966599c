import { randomUUID } from 'node:crypto';
import type { AcdService } from './acd/acd.service';
import type { CallRooms } from './compose-calls';
import type { AgentId } from './contract/ids';
import type { CustomerDirectory } from './crm/customer-directory';
import type { Route } from './http';
import { supervisionRoutes } from './http/routes/supervision-routes';
import { teamRoutes, type ActLog } from './http/routes/team-routes';
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
  /** At once, unless he is in a call. */
  readonly logOut: (agentId: AgentId) => Promise<'logged-out' | 'busy' | 'not-there'>;
}

/** What supervisors see and do of agents, and of callers who wait. */
export function composeTeam({ rooms, stores, database, logOut }: TeamInput): Route[] {
  const acts = new Acts(stores.events);
  const control = new TeamControl({
    ...{ acts, notices: stores.notices, agents: stores.agents, supervision: rooms.supervision, logOut },
    setPresence: (agentId, request) => rooms.actions.setPresence(agentId, request),
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
  ];
}
