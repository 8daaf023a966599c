import type { AgentId } from '../../../server/contract/ids';
import type { RedisConnection, RedisStores } from '../../../server/redis';
import type { CompiledQueues } from '../../../server/acd/queue-settings';
import { assign, forEach, type Crowd } from './crowd';
import { Meter } from './meter';

export interface Shape {
  readonly agents: number;
  readonly waiting: number;
  readonly queues: number;
  readonly lanesPerAgent: number;
}

export interface Cell extends Shape {
  readonly matches: number;
  /** CPU time of Redis per match: placing the call, taking it, and the agent becoming free for the next. */
  readonly cpuUs: number;
  /** What one Redis has time for. */
  readonly perSecond: number;
  /** Of it the one script that finds them for each other: where calls wait an agent becoming free, else a call being placed. */
  readonly aloneUs: number;
  /** What one Node process got through, with 64 requests under way. */
  readonly perSecondOfOneServer: number;
  /** Redis' CPU time for the whole life of a call: arriving and ending, too. */
  readonly lifeCpuUs: number;
  readonly applyMs: number;
}

const MOST_AT_ONCE = 256;
const LEAST_MATCHES = 1500;
const aBreak = { reason: null, productive: false, maxMs: null, atMost: null };

interface Bench {
  readonly stores: RedisStores;
  readonly connection: RedisConnection;
  readonly crowd: Crowd;
  /** Everybody who ever logged in; a cell uses the first of them. */
  readonly everybody: readonly AgentId[];
  /** At least so long each cell is measured. */
  readonly seconds: number;
}

/**
 * Calls come, agents take them, hang up and are free again, as often as it takes to tell how long that takes. Where calls
 * wait, as few agents as are in a batch come and go, and all others are not to be had; otherwise all stand ready.
 */
export async function measureCell(bench: Bench, shape: Shape): Promise<Cell> {
  const { crowd, stores } = bench;
  const agents = bench.everybody.slice(0, shape.agents);
  const compiled = assign(agents, shape.queues, shape.lanesPerAgent);
  const began = performance.now();
  await stores.acd.applyQueues(compiled);
  const applyMs = performance.now() - began;
  const isCrowded = shape.waiting > 0;
  const half = (count: number) => Math.max(1, Math.floor(count / 2));
  const batch = Math.min(MOST_AT_ONCE, half(shape.agents), isCrowded ? half(shape.waiting) : MOST_AT_ONCE);
  const active = isCrowded ? spread(agents, batch) : agents;
  const queueAt = turnsOf(compiled, active);
  if (isCrowded) await crowd.enqueue(await crowd.callsArrive(batch), queueAt);
  let talking = await crowd.ready(active);
  await crowd.accept(talking);
  const meter = () => new Meter(bench.connection);
  const [placing, taking, freeing, life] = [meter(), meter(), meter(), meter()];
  const wallMs = () => placing.wallMs + taking.wallMs + freeing.wallMs;
  let [matches, alone] = [0, 0];
  while (wallMs() < 1000 * bench.seconds || matches < LEAST_MATCHES) {
    const calls = await life.measure(() => crowd.callsArrive(batch));
    const toIdle = await placing.measure(() => crowd.enqueue(calls, queueAt));
    await taking.measure(() => crowd.accept(toIdle));
    const over = [...talking, ...toIdle];
    await life.measure(() => crowd.end(over));
    const toFreed = await freeing.measure(() => crowd.finishWrapUps(over));
    await taking.measure(() => crowd.accept(toFreed));
    talking = toFreed;
    matches += toIdle.length + toFreed.length;
    alone += isCrowded ? over.length : calls.length;
    // Where agents share few queues one call may have to wait for the next round.
    if (2 * (toIdle.length + toFreed.length) < batch)
      throw new Error(`Hardly anybody had a call: ${JSON.stringify(shape)}`);
  }
  await crowd.end(talking);
  await forEach(active, async (agent) => {
    await stores.presence.takeBreak(agent, aBreak);
  });
  await crowd.finishWrapUps(talking);
  const cpuUs = placing.cpuUs + taking.cpuUs + freeing.cpuUs;
  return {
    ...{ ...shape, matches, applyMs },
    cpuUs: cpuUs / matches,
    perSecond: (1e6 * matches) / cpuUs,
    aloneUs: (isCrowded ? freeing : placing).cpuUs / alone,
    perSecondOfOneServer: (1000 * matches) / wallMs(),
    lifeCpuUs: (cpuUs + life.cpuUs) / matches,
  };
}

/** So many of them, from all over. */
const spread = (agents: readonly AgentId[], count: number): readonly AgentId[] =>
  agents.filter(
    (_agent, i) => Math.floor((i * count) / agents.length) !== Math.floor(((i - 1) * count) / agents.length),
  );

/** Agent after agent, one of the queues he answers: calls elsewhere would find nobody. */
function turnsOf({ lanes }: CompiledQueues, agents: readonly AgentId[]): () => number {
  const theirs = new Map<AgentId, number[]>(agents.map((agent) => [agent, []]));
  lanes.forEach(({ agentIds }, queue) => {
    for (const agent of agentIds) theirs.get(agent)?.push(queue);
  });
  const served = [...theirs.values()];
  let turn = -1;
  return () => {
    turn += 1;
    const queues = served[turn % served.length] ?? [];
    return queues[Math.floor(turn / served.length) % queues.length] ?? 0;
  };
}
