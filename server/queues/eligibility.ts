import { stagesOf } from '../acd/who-may-answer';
import type { QueueConfig, QueueConfigQueue } from '../contract/queue-config';
import { afterText } from './diff/words';

/** How many may answer a queue's calls, at once and after each of its steps. */
export interface Eligibility {
  queueId: string;
  stages: { afterS: number; agents: number }[];
}

export const eligibility = (config: QueueConfig): Eligibility[] =>
  config.queues.map((queue) => eligibilityOf(config, queue));

export const eligibilityOf = (config: QueueConfig, queue: QueueConfigQueue): Eligibility => ({
  queueId: queue.queueId,
  stages: stagesOf(config, queue).map(({ afterS, agents }) => ({ afterS, agents: agents.size })),
});

/** 'at once 2, after 60 s 4' */
export const describeStages = ({ stages }: Pick<Eligibility, 'stages'>): string =>
  stages.map(({ afterS, agents }) => `${afterText(afterS)} ${agents}`).join(', ');
