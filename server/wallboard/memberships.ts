import type { CompiledQueues } from '../acd/queue-settings';
import type { QueueConfig } from '../contract/queue-config';

export interface Membership {
  readonly queueIds: string[];
  readonly groups: string[];
}

const NONE: Membership = { queueIds: [], groups: [] };

/** What the queue configuration says of who belongs where; made anew when another one holds. */
export class Memberships {
  #of: CompiledQueues | null = null;
  #byAgent = new Map<string, Membership>();

  constructor(private readonly live: { readonly config: QueueConfig; readonly compiled: CompiledQueues }) {}

  /** The same object as long as the configuration holds. */
  ofAgent(agentId: string): Membership {
    if (this.#of !== this.live.compiled) this.#make();
    return this.#byAgent.get(agentId) ?? NONE;
  }

  #make(): void {
    const { compiled, config } = this.live;
    this.#of = compiled;
    this.#byAgent = new Map();
    for (const { name, queueId, agentIds } of compiled.lanes)
      // Its other lanes are of steps: who may answer later.
      if (name === queueId) for (const agentId of agentIds) this.#at(agentId).queueIds.push(queueId);
    for (const [group, agentIds] of Object.entries(config.groups))
      for (const agentId of agentIds) this.#at(agentId).groups.push(group);
  }

  #at(agentId: string): Membership {
    const known = this.#byAgent.get(agentId) ?? { queueIds: [], groups: [] };
    this.#byAgent.set(agentId, known);
    return known;
  }
}
