/** Steps of queues: their order, and that no overflow leads back to where it began. */
import type { ReportFault } from '../config/schema-faults';
import type { QueueAt, QueueConfigDraft } from './queue-config-draft';

export function checkSteps({ queues }: QueueConfigDraft, report: ReportFault): void {
  for (const { queue, path } of queues) {
    let last = 0;
    queue.steps.forEach(({ afterS }, index) => {
      if (afterS <= last)
        report(
          [...path, 'steps', index, 'afterS'],
          `A step after ${afterS} s cannot follow one after ${last} s.`,
        );
      last = Math.max(last, afterS);
    });
  }
  for (const cycle of cyclesOf(queues))
    report(cycle.at, `Overflow goes round in a circle: ${cycle.way.join(' → ')}.`);
}

interface Cycle {
  readonly way: readonly string[];
  /** The step that closes it. */
  readonly at: readonly (string | number)[];
}

function cyclesOf(queues: readonly QueueAt[]): readonly Cycle[] {
  const byId = new Map(queues.map((each) => [each.queue.queueId, each]));
  const done = new Set<string>();
  const cycles: Cycle[] = [];
  const walk = (queueId: string, way: readonly string[]): void => {
    const here = byId.get(queueId);
    if (here === undefined || done.has(queueId)) return;
    here.queue.steps.forEach(({ overflowTo }, index) => {
      if (overflowTo === undefined) return;
      const begin = [...way, queueId].indexOf(overflowTo);
      if (begin < 0) walk(overflowTo, [...way, queueId]);
      else
        cycles.push({
          way: [...[...way, queueId].slice(begin), overflowTo],
          at: [...here.path, 'steps', index, 'overflowTo'],
        });
    });
    done.add(queueId);
  };
  for (const queueId of byId.keys()) walk(queueId, []);
  return cycles;
}
