import { isDeepStrictEqual } from 'node:util';
import type { QueueConfig, QueueConfigQueue, QueueStep } from '../../contract/queue-config';
import type { QueueChange } from '../../contract/queue-versions';
import { describeStages, eligibilityOf } from '../eligibility';
import { whoChanges } from './who-changes';
import { fieldChanges, valueText } from './words';

export function queueChanges(before: QueueConfig, after: QueueConfig): QueueChange[] {
  const [old, young] = [byId(before), byId(after)];
  const removed = before.queues.filter(({ queueId }) => !young.has(queueId));
  const changes: QueueChange[] = removed.map(({ queueId, name }) => ({
    kind: 'removed',
    text: `queue "${queueId}" (${name})`,
  }));
  for (const queue of after.queues) {
    const earlier = old.get(queue.queueId);
    if (earlier === undefined) changes.push(addedQueue(after, queue));
    else changes.push(...changesOf([before, earlier], [after, queue]));
  }
  const kept = (config: QueueConfig): string[] =>
    config.queues.map(({ queueId }) => queueId).filter((id) => old.has(id) && young.has(id));
  if (!isDeepStrictEqual(kept(before), kept(after)))
    changes.push({ kind: 'changed', text: 'queues in another order' });
  return changes;
}

const addedQueue = (config: QueueConfig, queue: QueueConfigQueue): QueueChange => ({
  kind: 'added',
  text: `queue "${queue.queueId}" (${queue.name}): ${describeStages(eligibilityOf(config, queue))} may answer`,
});

function changesOf(
  before: readonly [QueueConfig, QueueConfigQueue],
  after: readonly [QueueConfig, QueueConfigQueue],
): QueueChange[] {
  const [, old] = before;
  const [, young] = after;
  const about = `queue "${young.queueId}": `;
  return [
    ...fieldChanges(old, young, ['steps']).map((text) => changed(about + text)),
    ...stepChanges(old.steps, young.steps).map(({ kind, text }) => ({ kind, text: about + text })),
    ...whoChanges(before, after).map((text) => changed(`${about}who may answer ${text}`)),
  ];
}

function stepChanges(before: readonly QueueStep[], after: readonly QueueStep[]): QueueChange[] {
  const times = new Set([...before, ...after].map(({ afterS }) => afterS));
  return [...times]
    .sort((a, b) => a - b)
    .flatMap((afterS): QueueChange[] => {
      const [old, young] = [stepAt(before, afterS), stepAt(after, afterS)];
      const step = `step after ${afterS} s`;
      if (old === undefined) return [{ kind: 'added', text: `${step} ${contentOf(young)}` }];
      if (young === undefined) return [{ kind: 'removed', text: `${step} ${contentOf(old)}` }];
      return fieldChanges(old, young).map((text) => changed(`${step}: ${text}`));
    });
}

const stepAt = (steps: readonly QueueStep[], at: number): QueueStep | undefined =>
  steps.find(({ afterS }) => afterS === at);

const contentOf = (step: QueueStep | undefined): string => valueText({ ...step, afterS: undefined });

const changed = (text: string): QueueChange => ({ kind: 'changed', text });

const byId = (config: QueueConfig): ReadonlyMap<string, QueueConfigQueue> =>
  new Map(config.queues.map((queue) => [queue.queueId, queue]));
