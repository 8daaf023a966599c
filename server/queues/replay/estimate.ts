/** Erlang A beside the simulation: hour by hour, each agent divided among his queues by their load. */
import { agentsAtOnce } from '../../acd/who-may-answer';
import type { QueueConfig } from '../../contract/queue-config';
import type { ReplayQueue } from '../../contract/queue-replay';
import { meanPatienceMs, type Arrival } from './arrivals';
import { erlangA } from './erlang-a';
import type { Recorded, RecordedCall, RecordedShift } from './recorded';

const HOUR_MS = 3_600_000;
/** Nobody gave up: patience is taken for as long as this. */
const ENDLESS_MS = 24 * HOUR_MS;

type Estimate = NonNullable<ReplayQueue['erlangA']['present']>;

/** By queue; a queue without calls has none. */
export function estimates(
  config: QueueConfig,
  arrivals: readonly Arrival[],
  { calls, shifts }: Recorded,
): ReadonlyMap<string, Estimate> {
  const loads = loadsOf(arrivals);
  const queuesOf = new Map<string, string[]>();
  for (const queue of config.queues)
    for (const agent of agentsAtOnce(config, queue))
      queuesOf.set(agent, [...(queuesOf.get(agent) ?? []), queue.queueId]);
  const found = new Map<string, Estimate>();
  for (const { queueId, answerWithinS } of config.queues) {
    const load = loads.get(queueId);
    if (load === undefined) continue;
    const patienceS = patienceOf(calls.filter((call) => call.queueId === queueId)) / 1000;
    const [handleS, sums] = [
      Math.max(1, load.handleMs / load.calls / 1000),
      { meanWaitS: 0, serviceLevel: 0, abandonment: 0 },
    ];
    for (const [hour, count] of load.hours) {
      const agents = agentsIn(hour, shifts, (agent) => shareOf(queueId, queuesOf.get(agent) ?? [], loads));
      const hourly = erlangA({ arrivalRate: count / 3600, handleS, patienceS, agents, answerWithinS });
      const weight = count / load.calls;
      sums.meanWaitS += weight * hourly.meanWaitS;
      sums.serviceLevel += weight * hourly.serviceLevel;
      sums.abandonment += weight * hourly.abandons;
    }
    found.set(queueId, sums);
  }
  return found;
}

interface Load {
  calls: number;
  handleMs: number;
  /** Beginning of the hour → calls that came in it. */
  readonly hours: Map<number, number>;
}

function loadsOf(arrivals: readonly Arrival[]): ReadonlyMap<string, Load> {
  const loads = new Map<string, Load>();
  for (const { queueId, at, ringMs, talkMs, wrapUpMs } of arrivals) {
    const load: Load = loads.get(queueId) ?? { calls: 0, handleMs: 0, hours: new Map() };
    const hour = Math.floor(at / HOUR_MS) * HOUR_MS;
    load.calls += 1;
    load.handleMs += ringMs + talkMs + wrapUpMs;
    load.hours.set(hour, (load.hours.get(hour) ?? 0) + 1);
    loads.set(queueId, load);
  }
  return loads;
}

const patienceOf = (calls: readonly RecordedCall[]): number =>
  Math.max(1000, Math.min(ENDLESS_MS, meanPatienceMs(calls)));

function shareOf(queueId: string, his: readonly string[], loads: ReadonlyMap<string, Load>): number {
  if (!his.includes(queueId)) return 0;
  const all = his.reduce((sum, each) => sum + (loads.get(each)?.handleMs ?? 0), 0);
  return all === 0 ? 1 / his.length : (loads.get(queueId)?.handleMs ?? 0) / all;
}

/** Agents who were there in an hour, on the average, each by his share. */
function agentsIn(
  hour: number,
  shifts: readonly RecordedShift[],
  share: (agentId: string) => number,
): number {
  let sum = 0;
  for (const { agentId, from, until } of shifts) {
    const thereMs = Math.min(until, hour + HOUR_MS) - Math.max(from, hour);
    if (thereMs > 0) sum += (thereMs / HOUR_MS) * share(agentId);
  }
  return sum;
}
