/**
 * Where a key may be part of a secret: at a node that takes one, and at those from which a call comes to such a node
 * without the caller's doing. Keys typed ahead there are meant for it.
 */
import type { Pack } from './flow';
import { kindOf, waitsForCaller } from './nodes';

const known = new WeakMap<Pack, ReadonlySet<string>>();

export function expectsSecrets(pack: Pack, id: string): boolean {
  let nodes = known.get(pack);
  if (nodes === undefined) {
    nodes = findThem(pack);
    known.set(pack, nodes);
  }
  return nodes.has(id);
}

function findThem(pack: Pack): Set<string> {
  const found = new Set<string>();
  const all = Object.entries(pack.flow.nodes);
  for (const [id, node] of all) if (kindOf(node).sensitive?.(node) === true) found.add(id);
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const [id, node] of all) {
      if (waitsForCaller(node)) continue;
      if (
        kindOf(node)
          .targets(node)
          .some((target) => found.has(target.value))
      )
        found.add(id);
    }
  }
  return found;
}
