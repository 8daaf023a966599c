import { agentsAtOnce } from '../../acd/who-may-answer';
import type { QueueConfig } from '../../contract/queue-config';
import type { QueueEffect } from '../../contract/queue-versions';

/** What is going on now. */
export interface LiveFigures {
  readonly waiting: ReadonlyMap<string, number>;
  readonly loggedIn: ReadonlySet<string>;
}

/** Every queue before or after: who waits there now, and who may answer at once. */
export function effectsOf(before: QueueConfig, after: QueueConfig, figures: LiveFigures): QueueEffect[] {
  const ids = new Set([...after.queues, ...before.queues].map(({ queueId }) => queueId));
  return [...ids].map((queueId) => ({
    queueId,
    waiting: figures.waiting.get(queueId) ?? 0,
    before: whoIn(before, queueId, figures),
    after: whoIn(after, queueId, figures),
  }));
}

function whoIn(config: QueueConfig, queueId: string, { loggedIn }: LiveFigures): QueueEffect['before'] {
  const queue = config.queues.find((each) => each.queueId === queueId);
  if (queue === undefined) return null;
  const agents = agentsAtOnce(config, queue);
  return { agents: agents.size, loggedIn: [...agents].filter((agent) => loggedIn.has(agent)).length };
}
