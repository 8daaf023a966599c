/** What packs and queues need of each other. */
import type { ReportFault } from '../config/schema-faults';
import type { QueueConfigDraft } from './queue-config-draft';

/** A pack that is served, as far as queues are concerned. */
export interface PackUse {
  readonly packId: string;
  /** Where it leads callers. */
  readonly queues: ReadonlySet<string>;
  /** Numbers of its prompts. */
  readonly prompts: ReadonlySet<number>;
}

export function checkPacks(draft: QueueConfigDraft, packs: readonly PackUse[], report: ReportFault): void {
  for (const { packId, queues } of packs)
    for (const queueId of queues)
      if (!draft.queueIds.has(queueId))
        report(['queues'], `The pack "${packId}" leads callers to the queue "${queueId}", which is missing.`);
  for (const { queue, path } of draft.queues) {
    // Callers of other packs never wait here.
    const speaking = packs.filter(({ queues }) => queues.has(queue.queueId));
    queue.steps.forEach(({ announce }, index) => {
      if (announce === undefined) return;
      for (const { packId, prompts } of speaking)
        if (!prompts.has(announce))
          report([...path, 'steps', index, 'announce'], `The pack "${packId}" has no prompt ${announce}.`);
    });
  }
}
