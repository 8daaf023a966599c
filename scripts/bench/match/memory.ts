import type { AgentId } from '../../../server/contract/ids';
import type { RedisConnection, RedisStores } from '../../../server/redis';
import { assign, type Crowd } from './crowd';
import { memoryOf } from './meter';

export interface Memory {
  /** What waiting adds to a call: its place, and what the queue needs to know. */
  readonly perWaitingCall: number;
  /** The same with the call itself, as it was when it arrived. */
  readonly perCallInAll: number;
  readonly perAgent: readonly { readonly what: string; readonly bytes: number }[];
}

const CALLS = 20_000;

/** On an empty Redis: bytes by which it grows. */
export async function measureMemory(
  stores: RedisStores,
  connection: RedisConnection,
  prefix: string,
  crowd: Crowd,
  agentCount: number,
): Promise<Memory> {
  await stores.acd.applyQueues(assign([], 1000, 0));
  const used = () => memoryOf(connection, prefix);
  const atFirst = await used();
  const calls = await crowd.callsArrive(CALLS);
  const arrived = await used();
  await crowd.enqueue(calls, (i) => i % 1000);
  const waiting = await used();
  for (const call of calls)
    await stores.calls.end(call, { by: 'customer', cause: 'NORMAL_CLEARING', wrapUpMs: 0 });
  const ended = await used();
  const agents = await crowd.agentsLogIn(agentCount);
  const loggedIn = await used();
  const perAgent = [];
  for (const { what, lanes, kinds } of [
    { what: '200 kinds of agents, 10 lanes each', lanes: 10, kinds: 200 },
    { what: '200 kinds of agents, 100 lanes each', lanes: 100, kinds: 200 },
    { what: 'no two alike, 10 lanes each', lanes: 10, kinds: agentCount },
    { what: 'no two alike, 100 lanes each', lanes: 100, kinds: agentCount },
  ]) {
    await stores.acd.applyQueues(assign([], 1000, 0));
    const before = await used();
    await stores.acd.applyQueues(alike(agents, kinds, lanes));
    await crowd.ready(agents);
    perAgent.push({ what, bytes: ((await used()) - before) / agents.length });
    for (const agent of agents)
      await stores.presence.takeBreak(agent, { reason: null, productive: false, maxMs: null, atMost: null });
  }
  const perCallInAll = (waiting - atFirst) / CALLS;
  const ofLogin = (loggedIn - ended) / agents.length;
  return {
    perWaitingCall: (waiting - arrived) / CALLS,
    perCallInAll,
    perAgent: perAgent.map(({ what, bytes }) => ({ what, bytes: ofLogin + bytes })),
  };
}

/** Agents of so many kinds: all of one kind have the same lanes. */
function alike(agents: readonly AgentId[], kinds: number, lanesPerAgent: number) {
  const leaders = assign(agents.slice(0, kinds), 1000, lanesPerAgent);
  const followers = new Map<AgentId, AgentId[]>();
  agents.forEach((agent, i) => {
    const leader = agents[i % kinds] ?? agent;
    followers.set(leader, [...(followers.get(leader) ?? []), agent]);
  });
  return {
    ...leaders,
    lanes: leaders.lanes.map((lane) => ({
      ...lane,
      agentIds: lane.agentIds.flatMap((leader) => followers.get(leader) ?? []),
    })),
  };
}
