import type { CompiledQueues } from '../../../server/acd/queue-settings';
import type { RedisConnection } from '../../../server/redis';
import { testStores } from '../../support/redis';
import { AcdModel } from './acd-model';
import { agentIds, type World } from './play';

/** Everybody logged out, the first of several configurations applied. @param begin what the clock shows, Unix ms */
export async function openWorld(
  connection: RedisConnection,
  prefix: string,
  several: readonly [CompiledQueues, ...CompiledQueues[]],
  begin: number,
): Promise<World> {
  const clock = { ms: begin };
  const stores = await testStores(connection, { prefix, testClock: () => clock.ms });
  const [first] = several;
  await stores.acd.applyQueues(first);
  return { model: new AcdModel(agentIds, first), stores, clock, configs: several };
}
