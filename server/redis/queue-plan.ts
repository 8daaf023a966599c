import type { CompiledQueues, QueueSettings } from '../acd/queue-settings';
import type { AgentId } from '../contract/ids';
import type { Strategy } from '../contract/queue-config';

/** At most so many ring for one call. */
const RING_MOST = 50;

/** Orders of the ready sets beside that of idle time (includes/ready-sets.lua). */
const kinds: Readonly<Partial<Record<Strategy, string>>> = {
  'fewest-calls': 'c',
  'top-down': 'p',
  'round-robin': 'p',
  'least-talk-time': 't',
  random: 'x',
};

/** The configuration as apply-queues reads it: lanes by their place in the list, from 1. */
export function queuePlan({ queues, lanes }: CompiledQueues) {
  const placeOf = new Map(lanes.map(({ name }, i) => [name, i + 1]));
  const place = (lane: string): number => placeOf.get(lane) ?? 0;
  const byId = new Map(queues.map((queue) => [queue.queueId, queue]));
  return {
    lanes: lanes.map(({ name }) => name),
    queues: queues.map((queue) => ({
      queueId: queue.queueId,
      lane: place(queue.lane),
      settings: fieldsOf(queue),
      steps: queue.steps.map((step) => ({
        afterMs: step.afterMs,
        lane: place(step.lane),
        bonusMs: step.bonusMs,
        announce: step.announce ?? 0,
        callback: step.offerCallback ? 1 : 0,
        change: JSON.stringify(step.change),
      })),
    })),
    positions: lanes.flatMap(({ name, queueId, agentIds }) => {
      const queue = byId.get(queueId);
      if (queue === undefined || kinds[queue.strategy] !== 'p') return [];
      const positions = new Map(queue.order.map((agent, i) => [agent, i]));
      const agents = agentIds.flatMap((agent) => [agent, String(positions.get(agent))]);
      return [{ lane: place(name), agents }];
    }),
    profiles: profilesOf({ queues, lanes }),
  };
}

/** Fields of the queue's hash; an empty one is left out. */
function fieldsOf(queue: QueueSettings): Readonly<Record<string, string>> {
  const { strategy, sticky, callWaiting, ringMore, weightS, keyAccountBonusS } = queue;
  const isProgressive = strategy === 'ring-progressively';
  const fields = {
    name: queue.name,
    strategy,
    kind: kinds[strategy],
    offerTimeoutS: queue.offerTimeoutS,
    dispositionRequired: queue.dispositionRequired ? 1 : undefined,
    stickyMs: sticky === null ? undefined : sticky.forS * 1000,
    callWaitingMs: callWaiting.then === 'busy' ? undefined : callWaiting.forS * 1000,
    ring: isProgressive ? ringMore.first : strategy === 'ring-all' ? RING_MOST : undefined,
    ringEveryMs: isProgressive ? ringMore.everyS * 1000 : undefined,
    weightMs: weightS === 0 ? undefined : weightS * 1000,
    keyAccountMs: keyAccountBonusS === 0 ? undefined : keyAccountBonusS * 1000,
  };
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}

/** Agents by the lanes they have, and the orders they stand in because of them. */
function profilesOf({ queues, lanes }: CompiledQueues) {
  const kindOf = new Map(queues.map(({ queueId, strategy }) => [queueId, kinds[strategy]]));
  const lanesOf = new Map<AgentId, number[]>();
  lanes.forEach(({ agentIds }, i) => {
    for (const agent of agentIds) {
      const own = lanesOf.get(agent) ?? [];
      own.push(i + 1);
      lanesOf.set(agent, own);
    }
  });
  const profiles = new Map<string, { readonly lanes: number[]; readonly agents: AgentId[] }>();
  for (const [agent, own] of lanesOf) {
    const name = own.join();
    const profile = profiles.get(name) ?? { lanes: own, agents: [] };
    profile.agents.push(agent);
    profiles.set(name, profile);
  }
  return [...profiles.values()].map((profile) => {
    const orders = profile.lanes.flatMap((at) => {
      const lane = lanes[at - 1];
      return (lane && kindOf.get(lane.queueId)) ?? [];
    });
    return { ...profile, kinds: [...new Set(orders)].sort().join('') };
  });
}
