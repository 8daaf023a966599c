import type { AgentStore, LiveAgent } from './agents/agent-store';
import type { AgentSeen, Floor } from './outbound/paced/floor';
import type { LiveQueues } from './queues/versions/live-queues';

/** What campaigns see of queues and agents. */
export function queueFloor(
  agents: Pick<AgentStore, 'list'>,
  queues: Pick<LiveQueues, 'settingsOf' | 'compiled'>,
  now: () => number = Date.now,
): Floor {
  /** A person who was called waits for a moment only: who may answer later than at once is none of them. */
  const atOnce = (queueId: string): ReadonlySet<string> => {
    const lane = queues.settingsOf(queueId)?.lane;
    return new Set(queues.compiled.lanes.find(({ name }) => name === lane)?.agentIds ?? []);
  };
  return {
    agents: async (queueId) => {
      const his = atOnce(queueId);
      return (await agents.list())
        .filter((agent) => his.has(agent.agentId))
        .sort((one, other) => (one.agentId < other.agentId ? -1 : 1))
        .flatMap((agent) => seen(agent, now()) ?? []);
    },
    served: (queueId) => {
      const his = atOnce(queueId);
      return queues.compiled.queues
        .filter((queue) => queue.queueId === queueId || queue.order.some((agentId) => his.has(agentId)))
        .map((queue) => queue.queueId);
    },
    wrapUpMs: (queueId) => (queues.settingsOf(queueId)?.wrapUpS ?? 0) * 1000,
  };
}

/** Only who comes back: a break, the end of his day or a telephone that is gone takes him away. */
function seen(
  { agentId, presence, state, stateSince, next, leavesAt, reachable }: LiveAgent,
  now: number,
): AgentSeen | null {
  if (presence !== 'ready' || !reachable || (next !== null && next.presence !== 'ready')) return null;
  if (leavesAt !== null && leavesAt > now) return null;
  switch (state) {
    case 'idle':
      return { agentId, doing: 'free', since: stateSince };
    case 'offered':
      return { agentId, doing: 'talking', since: now };
    case 'on-call':
      return { agentId, doing: 'talking', since: stateSince };
    case 'wrap-up':
      return { agentId, doing: 'wrapping-up', since: stateSince };
    case 'supervising':
      return null;
  }
}
