import { randomUUID } from 'node:crypto';
import type { Offer } from '../../../server/acd/acd-store';
import type { CompiledQueues, Lane, QueueSettings } from '../../../server/acd/queue-settings';
import { compileQueues } from '../../../server/acd/compile-queues';
import {
  agentId,
  callId,
  legId,
  offerId,
  queueId,
  switchId,
  type AgentId,
  type CallId,
} from '../../../server/contract/ids';
import { queueConfigSchema } from '../../../server/contract/queue-config';
import type { RedisStores } from '../../../server/redis';

/** Requests under way at once: what a busy server has. */
const AT_ONCE = 64;
const newOfferId = () => offerId(randomUUID());

/** A task for each, so many at a time. */
export async function forEach<Item>(
  items: readonly Item[],
  task: (item: Item) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await task(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** So many queues, each agent in so many of them; his own set of them where there are enough, as people differ. */
export function assign(agents: readonly AgentId[], queues: number, lanesPerAgent: number): CompiledQueues {
  const [settings] = compileQueues(
    queueConfigSchema.parse({ queues: [{ queueId: 'q', name: 'Queue', wrapUpS: 30 }] }),
  ).queues as [QueueSettings];
  const members: AgentId[][] = Array.from({ length: queues }, () => []);
  agents.forEach((agent, i) => {
    // Steps that have no factor in common with the number of queues reach each of them.
    const step = stepsOf(queues)[i % stepsOf(queues).length] ?? 1;
    for (let k = 0; k < lanesPerAgent; k += 1) members[(i + k * step) % queues]?.push(agent);
  });
  const lanes = members.map((agentIds, i): Lane => ({ name: `q${i}`, queueId: queueId(`q${i}`), agentIds }));
  return {
    lanes,
    queues: lanes.map(({ name, queueId: id }) => ({ ...settings, queueId: id, name, lane: name })),
  };
}

const known = new Map<number, readonly number[]>();
function stepsOf(queues: number): readonly number[] {
  const before = known.get(queues);
  if (before) return before;
  const divides = (a: number, b: number): number => (b === 0 ? a : divides(b, a % b));
  const steps = Array.from({ length: Math.max(1, queues - 1) }, (_unused, i) => i + 1);
  const coprime = steps.filter((step) => divides(queues, step) === 1);
  known.set(queues, coprime);
  return coprime;
}

/** What happens in a centre, on the real stores. */
export class Crowd {
  #calls = 0;

  constructor(private readonly stores: RedisStores) {}

  async agentsLogIn(count: number): Promise<readonly AgentId[]> {
    const agents = Array.from({ length: count }, (_unused, i) => agentId(String(10_001 + i)));
    await forEach(agents, async (agent) => {
      const sipUser = `s${agent}`;
      await this.stores.agents.logIn({
        ...{ agentId: agent, sipUser, displayName: `Agent ${agent}`, sessionId: randomUUID() },
        takeOver: false,
      });
      await this.stores.acd.agentReachable(sipUser, newOfferId(), switchId('fs1'));
    });
    return agents;
  }

  async callsArrive(count: number): Promise<readonly CallId[]> {
    const calls = Array.from({ length: count }, () => callId(randomUUID()));
    await forEach(calls, async (id) => {
      this.#calls += 1;
      await this.stores.calls.startInbound({
        ...{ callId: id, direction: 'inbound', switchId: switchId('fs1'), customerLegId: legId(id) },
        ...{ callerNumber: `138${String(this.#calls).padStart(8, '0')}`, callerName: '' },
        ...{ dialedNumber: '1000', language: 'zh-CN' },
      });
    });
    return calls;
  }

  /** → what rings */
  async enqueue(calls: readonly CallId[], queueAt: (index: number) => number): Promise<readonly Offer[]> {
    const offers: Offer[] = [];
    await forEach([...calls.entries()], async ([i, call]) => {
      const result = await this.stores.acd.enqueueCall({
        ...{ callId: call, queueId: queueId(`q${queueAt(i)}`), topic: 'bill', bonusMs: 0 },
        ...{ isKeyAccount: false, stickyAgentId: null, offerId: newOfferId() },
      });
      if (result.kind === 'offered') offers.push(...result.offers);
    });
    return offers;
  }

  async ready(agents: readonly AgentId[]): Promise<readonly Offer[]> {
    const offers: Offer[] = [];
    await forEach(agents, async (agent) => {
      const result = await this.stores.acd.agentReady(agent, newOfferId());
      if (result.kind === 'offered') offers.push(result.offer);
    });
    return offers;
  }

  async accept(offers: readonly Offer[]): Promise<void> {
    await forEach(offers, async (offer) => {
      await this.stores.acd.acceptOffer(offer, newOfferId());
    });
  }

  async end(offers: readonly Offer[]): Promise<void> {
    await forEach(offers, async (offer) => {
      const facts = { by: 'customer', cause: 'NORMAL_CLEARING', wrapUpMs: 60_000_000 } as const;
      await this.stores.calls.end(offer.callId, facts);
    });
  }

  async finishWrapUps(ended: readonly Offer[]): Promise<readonly Offer[]> {
    const offers: Offer[] = [];
    await forEach(ended, async ({ agentId: agent, callId: call }) => {
      const result = await this.stores.acd.finishWrapUp({
        agentId: agent,
        callId: call,
        offerId: newOfferId(),
      });
      if (result.kind === 'offered') offers.push(result.offer);
    });
    return offers;
  }
}
