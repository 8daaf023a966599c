import { stagesOf } from '../acd/who-may-answer';
import type { QueueConfig } from '../contract/queue-config';

/** How many may answer a queue's calls, at once and after each of its steps. */
export interface Eligibility {
  readonly queueId: string;
  readonly stages: readonly { readonly afterS: number; readonly agents: number }[];
}

export const eligibility = (config: QueueConfig): Eligibility[] =>
  config.queues.map((queue) => ({
    queueId: queue.queueId,
    stages: stagesOf(config, queue).map(({ afterS, agents }) => ({ afterS, agents: agents.size })),
  }));

/** 'at once 2, after 60 s 4' */
export const describeStages = ({ stages }: Pick<Eligibility, 'stages'>): string =>
  stages
    .map(({ afterS, agents }) => `${afterS === 0 ? 'at once' : `after ${afterS} s`} ${agents}`)
    .join(', ');
