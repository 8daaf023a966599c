import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isPair, parseDocument, visit } from 'yaml';

const SEED = join(__dirname, 'seed', 'queues.yaml');

/**
 * The queues an installation begins with: those the packs of the product lead to. The demo's have its agents; elsewhere
 * nobody is assigned yet.
 */
export function seedConfig({ isDemo }: { readonly isDemo: boolean }): string {
  const text = readFileSync(SEED, 'utf8');
  if (isDemo) return text;
  const document = parseDocument(text);
  document.set('agents', {});
  const groups = document.get('groups');
  if (isMap(groups)) for (const pair of groups.items) if (isPair(pair)) pair.value = document.createNode([]);
  const queues = document.get('queues', true);
  visit(document, {
    Pair: (_, pair, path) => {
      const isOfQueue = path.includes(queues as never);
      return isOfQueue && String(pair.key) === 'agents' ? visit.REMOVE : undefined;
    },
  });
  return document.toString({ lineWidth: 0 });
}
