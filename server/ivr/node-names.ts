import type { NodeName } from '../contract/timeline';
import type { PackCatalog } from './pack-catalog';

/** What the pack of a call says its node is called; what it is called today, when that version does not say it. */
export const nodeNames =
  (packs: () => Pick<PackCatalog, 'version' | 'current'>) =>
  (packId: string, version: number, node: string): NodeName | null => {
    const catalog = packs();
    const today = catalog.current().find(({ id }) => id === packId);
    return catalog.version(packId, version)?.flow.titles[node] ?? today?.flow.titles[node] ?? null;
  };
