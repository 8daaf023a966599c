import type { EntityManager } from 'typeorm';
import { agentCountNames, type AgentCounts } from '../../server/measures/agent-counts';
import { queueCountNames } from '../../server/measures/queue-counts';
import { dayOf } from '../../server/measures/quarter';
import { SumChanges } from './sum-table';

export const queueChanges = () =>
  new SumChanges({
    table: 'queue_quarters',
    keys: { queueId: 'text', at: 'timestamptz', dialedNumber: 'text' },
    names: queueCountNames,
  });
export type QueueChanges = ReturnType<typeof queueChanges>;

type AgentKey = Readonly<{ agentId: string; at: number }>;

const agentTable = (table: string) =>
  new SumChanges<'agentId' | 'at', keyof AgentCounts>({
    table,
    keys: { agentId: 'text', at: 'timestamptz' },
    names: agentCountNames,
  });

/** Of agents the same by quarter of an hour and by day. */
export class AgentChanges {
  readonly #quarters = agentTable('agent_quarters');
  readonly #days = agentTable('agent_days');

  /** @param key `at`: the beginning of a quarter */
  add({ agentId, at }: AgentKey, counts: Readonly<Partial<AgentCounts>>, times = 1): void {
    this.#quarters.add({ agentId, at }, counts, times);
    this.#days.add({ agentId, at: dayOf(at) }, counts, times);
  }

  async save(manager: EntityManager): Promise<void> {
    await this.#quarters.save(manager);
    await this.#days.save(manager);
  }
}
