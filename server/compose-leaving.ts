import { setTimeout as sleep } from 'node:timers/promises';
import type { AgentStore } from './agents/agent-store';
import { Leaving } from './agents/leaving';
import type { PresenceStore } from './agents/presence-store';
import type { CallStore } from './calls/call-store';
import type { Logger } from './logging';
import type { CampaignStore } from './outbound/campaign-store';
import { isCountedOn } from './outbound/paced/counted-on';
import { queueFloor } from './queue-floor';
import type { LiveQueues } from './queues/versions/live-queues';

interface LeavingInput {
  readonly stores: {
    readonly agents: AgentStore;
    readonly presence: PresenceStore;
    readonly calls: CallStore;
  };
  readonly database: { readonly campaigns: CampaignStore };
  readonly queues: LiveQueues;
  readonly logger: Logger;
}

/** How agents go while campaigns call people for them. */
export function composeLeaving({ stores, database, queues, logger }: LeavingInput): Leaving {
  const seen = {
    calls: stores.calls,
    campaigns: database.campaigns,
    floor: queueFloor(stores.agents, queues),
  };
  return new Leaving({
    presence: stores.presence,
    isCountedOn: (agentId) => isCountedOn(seen, agentId),
    wait: async (ms) => sleep(ms),
    logger,
  });
}
