import type { Database } from '../../db';
import { composeQueues, type QueuesInput, type QueuesRoom } from '../../server/compose-queues';
import type { RedisStores } from '../../server/redis';
import { silentLogger } from './redis';

export const anybody = ['1001', '1002', '1003', '1004'].map((agentId) => ({ agentId, mayLogIn: true }));

/** The queues as one server has them, on a real Redis and a real database. */
export const queueRoom = (
  database: Pick<Database, 'queueVersions' | 'queueReplay' | 'toldWaits'>,
  stores: RedisStores,
  over: Partial<QueuesInput> = {},
): Promise<QueuesRoom> =>
  composeQueues({
    ...database,
    users: { agents: () => Promise.resolve(anybody) },
    ...stores,
    packs: () => [],
    isDemo: true,
    logger: silentLogger,
    ...over,
  });

/** Two queues, their agents, and any settings of the first. */
export const twoQueues = (general: readonly string[], faults: readonly string[], settings = ''): string => `
queues:
  - queueId: general
    name: General
    agents: [${general.map((agent) => `'${agent}'`).join(', ')}]
    ${settings}
  - queueId: faults
    name: Faults
    agents: [${faults.map((agent) => `'${agent}'`).join(', ')}]
`;
