import type { QueuesAsLive } from '../acd/acd-store';
import type { CompiledQueues, QueueSettings } from '../acd/queue-settings';
import { someOf } from './diff/words';

/** Each difference between what a version compiles to and what is live. */
export function driftOf({ queues, lanes }: CompiledQueues, live: QueuesAsLive): string[] {
  const known = new Set<string>(queues.map(({ queueId }) => queueId));
  const strangers = [...live.settings].filter(
    ([queueId, fields]) => !known.has(queueId) && !fields.has('removed'),
  );
  return [
    ...queues.flatMap((queue) => queueDrift(queue, live.settings.get(queue.queueId))),
    ...strangers.map(([queueId]) => `The queue "${queueId}" is live and not configured.`),
    ...lanes.flatMap((lane) => laneDrift(lane.name, new Set(lane.agentIds), live.lanesOf)),
    ...strayLanes(new Set(lanes.map(({ name }) => name)), live),
  ];
}

function queueDrift(queue: QueueSettings, live: ReadonlyMap<string, string> | undefined): string[] {
  if (live === undefined || live.has('removed')) return [`The queue "${queue.queueId}" is not live.`];
  return Object.entries(queue).flatMap(([name, value]) => {
    const [is, should] = [live.get(name), textOf(value)];
    // Not every setting is the live ACD's business; lanes have integers of their own there.
    if (is === undefined || should === null || name === 'lane' || is === should) return [];
    return [`Queue "${queue.queueId}": ${name} is ${is}, should be ${should}.`];
  });
}

/** As a script keeps it; null: it keeps no such value as one text. */
function textOf(value: unknown): string | null {
  if (typeof value === 'boolean') return value ? '1' : '0';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

function laneDrift(lane: string, should: ReadonlySet<string>, lanesOf: QueuesAsLive['lanesOf']): string[] {
  const are = [...lanesOf].filter(([, names]) => names.includes(lane)).map(([agentId]) => agentId);
  const missing = [...should].filter((agentId) => !are.includes(agentId));
  const surplus = are.filter((agentId) => !should.has(agentId));
  return [
    ...(missing.length > 0 ? [`Lane "${lane}" is not offered to ${someOf(missing.sort())}.`] : []),
    ...(surplus.length > 0
      ? [`Lane "${lane}" is offered to ${someOf(surplus.sort())}, who may not answer it.`]
      : []),
  ];
}

/** Lanes somebody has that no queue of ours has; those of a removed queue drain and are as they should be. */
function strayLanes(known: ReadonlySet<string>, { settings, lanesOf }: QueuesAsLive): string[] {
  const isDraining = (name: string): boolean =>
    settings.get(name.split('/', 1)[0] ?? '')?.has('removed') ?? false;
  const stray = new Set([...lanesOf.values()].flat().filter((name) => !known.has(name) && !isDraining(name)));
  return [...stray].map((name) => `Lane "${name}" is live and not configured.`);
}
