import type { AgentStore, LiveAgent } from '../agents/agent-store';
import type { RedisConnection } from './client';
import type { Keys } from './keys';
import { decodeAgent } from './live-agent';
import { asFields, asTexts } from './script-reply';
import type { Scripts } from './scripts';
import { logIn } from './scripts/log-in';
import { logOut } from './scripts/log-out';

/** Lists everybody who ever logged in, the logged-out with that presence. */
export function createAgentStore(scripts: Scripts, connection: RedisConnection, keys: Keys): AgentStore {
  const get = async (agentId: string): Promise<LiveAgent | null> =>
    decodeAgent(asFields(await connection.command(['HGETALL', keys.agent(agentId)])));

  return {
    logIn: (input) => logIn(scripts, input),
    logOut: (agentId, sessionId, by = 'agent') => logOut(scripts, { agentId, sessionId, by }),
    get,
    findBySipUser: async (sipUser) => {
      const agentId = await connection.command(['GET', keys.sipUser(sipUser)]);
      return typeof agentId === 'string' ? get(agentId) : null;
    },
    list: async () => {
      const agentIds = asTexts(await connection.command(['SMEMBERS', keys.agents]));
      const agents = await Promise.all([...agentIds].sort().map(get));
      return agents.filter((agent) => agent !== null);
    },
  };
}
