import { stagesOf } from '../acd/who-may-answer';
import type { QueueConfig } from '../contract/queue-config';
import { isOpen } from './opening';

/** Whether a queue takes another caller now. */
export type Room = 'open' | 'busy' | 'closed' | 'nobody-there';

/** What is going on in the queue. */
export interface RoomFigures {
  readonly waiting: number;
  readonly agentsReady: number;
  /** Agents who are logged in, of all queues. */
  readonly loggedIn: ReadonlySet<string>;
}

/**
 * Hours first: they are what the caller is told. A queue whose callers wait although nobody is there takes them; one that
 * is full takes them while somebody is free. A queue that does not exist is open: the caller gets to whoever helps him.
 */
export function roomIn(config: QueueConfig, queueId: string, figures: RoomFigures, at: number): Room {
  const queue = config.queues.find((each) => each.queueId === queueId);
  if (queue === undefined) return 'open';
  const calendar = queue.hours === null ? undefined : config.calendars[queue.hours];
  if (calendar !== undefined && !isOpen(calendar, at)) return 'closed';
  const { nobodyThere, maxWaiting } = queue;
  if (nobodyThere.then === 'leave' && nobodyThere.afterS === 0) {
    const isThere = stagesOf(config, queue).some(({ agents }) =>
      [...agents].some((agent) => figures.loggedIn.has(agent)),
    );
    if (!isThere) return 'nobody-there';
  }
  const isFull = maxWaiting !== null && figures.waiting >= maxWaiting;
  return isFull && figures.agentsReady === 0 ? 'busy' : 'open';
}
