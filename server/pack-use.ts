import type { Pack } from './ivr/flow';
import type { PackUse } from './queues/check-packs';

/** What a pack needs of the queues, and they of it. */
export const packUse = (pack: Pack): PackUse => ({
  packId: pack.id,
  queues: new Set(
    Object.values(pack.flow.nodes).flatMap((node) =>
      (node.kind === 'queue' || node.kind === 'callback') && typeof node.queue === 'string' ? node.queue : [],
    ),
  ),
  prompts: new Set(Object.keys(pack.prompts).map(Number)),
});
