import type { CompiledQueues, QueueSettings } from '../../../server/acd/queue-settings';

interface Queue {
  readonly settings: QueueSettings;
  /** Who may answer at once, then after each step. */
  readonly stages: readonly { readonly fromMs: number; readonly agents: readonly string[] }[];
  readonly isRemoved: boolean;
}

/** The queues as the model knows them: a removed one stays as it was while a call is in it. */
export class ModelQueues {
  #queues: ReadonlyMap<string, Queue>;

  constructor(compiled: CompiledQueues) {
    this.#queues = queuesOf(compiled);
  }

  has(queueId: string): boolean {
    return this.#queues.has(queueId);
  }

  takesCalls(queueId: string): boolean {
    return this.#queues.get(queueId)?.isRemoved === false;
  }

  settings(queueId: string | null): QueueSettings {
    return found(this.#queues.get(queueId ?? '')).settings;
  }

  eligible(queueId: string | null, stepMs: number): readonly string[] {
    const stages = this.#queues.get(queueId ?? '')?.stages ?? [];
    return stages.findLast(({ fromMs }) => fromMs <= stepMs)?.agents ?? [];
  }

  everEligible(queueId: string): readonly string[] {
    return found(this.#queues.get(queueId)).stages.flatMap(({ agents }) => agents);
  }

  /** @returns queues that were there and have other steps now */
  apply(compiled: CompiledQueues, withCalls: ReadonlySet<string | null>): ReadonlySet<string> {
    const before = this.#queues;
    const kept = [...before].filter(([queueId]) => withCalls.has(queueId));
    const draining = kept.map(([queueId, queue]) => [queueId, { ...queue, isRemoved: true }] as const);
    const applied = queuesOf(compiled);
    this.#queues = new Map([...draining, ...applied]);
    const steps = (queue: Queue | undefined) =>
      JSON.stringify(queue?.settings.steps.map((step) => ({ ...step, change: null })));
    return new Set(
      [...applied.keys()].filter((id) => before.has(id) && steps(before.get(id)) !== steps(applied.get(id))),
    );
  }
}

function queuesOf({ queues, lanes }: CompiledQueues): ReadonlyMap<string, Queue> {
  const agentsOf = (name: string) => found(lanes.find((lane) => lane.name === name)).agentIds;
  return new Map(
    queues.map((settings) => {
      const stages = [
        { fromMs: 0, agents: agentsOf(settings.lane) },
        ...settings.steps.map(({ afterMs, lane }) => ({ fromMs: afterMs, agents: agentsOf(lane) })),
      ];
      return [settings.queueId, { settings, stages, isRemoved: false }];
    }),
  );
}

export function found<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new Error('The model does not know this');
  return value;
}

export const RING_MOST = 50;

/** How many may ring at once in the beginning; null: one at a time. */
export function ringOf({ strategy, ringMore }: QueueSettings): number | null {
  if (strategy === 'ring-all') return RING_MOST;
  return strategy === 'ring-progressively' ? ringMore.first : null;
}
