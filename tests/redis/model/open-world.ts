import type { RedisConnection } from '../../../server/redis';
import { testStores } from '../../support/redis';
import { AcdModel } from './acd-model';
import { agentIds, assignmentsOf, settingsOf, type World } from './history';

/** Everybody logged out, the queues applied; `bits` say who serves which. */
export async function openWorld(connection: RedisConnection, prefix: string, bits: number): Promise<World> {
  const clock = { ms: 1_700_000_000_000 };
  const stores = await testStores(connection, { prefix, testClock: () => clock.ms });
  const assignments = assignmentsOf(bits | 0b001_010_100_111);
  await stores.acd.applyQueues(settingsOf(assignments));
  const model = new AcdModel(assignments);
  for (const agentId of agentIds) {
    model.agents.set(agentId, {
      agentId,
      presence: 'logged-out',
      state: 'idle',
      reachable: false,
      idleSince: 0,
      callId: null,
      wrapUpUntil: null,
      next: null,
      left: null,
      isLoose: false,
    });
  }
  return { model, stores, clock };
}
