import { agentCountNames, type AgentCounts } from '../../server/measures/agent-counts';
import { queueCountNames } from '../../server/measures/queue-counts';
import { SumChanges } from './sum-table';

export const queueChanges = () =>
  new SumChanges({
    table: 'queue_quarters',
    keys: { queueId: 'text', at: 'timestamptz', dialedNumber: 'text' },
    names: queueCountNames,
  });
export type QueueChanges = ReturnType<typeof queueChanges>;

export const agentChanges = () =>
  new SumChanges<'agentId' | 'at', keyof AgentCounts>({
    table: 'agent_quarters',
    keys: { agentId: 'text', at: 'timestamptz' },
    names: agentCountNames,
  });
