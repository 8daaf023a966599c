import type { EntityManager } from 'typeorm';
import { queueSchema } from '../../server/contract/queue-config';
import { checkQueueConfig } from '../../server/queues/check-queue-config';

interface Version {
  readonly version: number;
  readonly from: Date;
  readonly withinS: ReadonlyMap<string, number>;
}

const UNKNOWN_QUEUE_S = queueSchema.shape.answerWithinS.parse(undefined);

/** In what time a queue's calls were to be answered, by the configuration that held then. */
export class AnswerTargets {
  #versions: readonly Version[] = [];

  /** Reads what was applied since. */
  async refresh(manager: EntityManager): Promise<void> {
    const rows = await manager.query<{ version: number; yaml: string; applied_at: Date }[]>(
      'SELECT version, yaml, applied_at FROM queue_versions WHERE version > $1 ORDER BY version',
      [this.#versions.at(-1)?.version ?? 0],
    );
    if (rows.length === 0) return;
    this.#versions = [
      ...this.#versions,
      ...rows.map(({ version, yaml, applied_at: from }) => ({ version, from, withinS: withinOf(yaml) })),
    ];
  }

  /** What holds now for what was there before the first version; a queue nobody knows has what is usual. */
  withinMs(queueId: string, at: Date): number {
    const held = this.#versions.findLast(({ from, withinS }) => from <= at && withinS.has(queueId));
    const version = held ?? this.#versions.find(({ withinS }) => withinS.has(queueId));
    return (version?.withinS.get(queueId) ?? UNKNOWN_QUEUE_S) * 1000;
  }
}

const withinOf = (yaml: string): ReadonlyMap<string, number> =>
  new Map(
    checkQueueConfig(yaml, 'queues.yaml').config?.queues.map((queue) => [queue.queueId, queue.answerWithinS]),
  );
