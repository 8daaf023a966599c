import type { PlanPart } from '../../server/contract/packs';

/** The id a pack.yaml gives itself, read without understanding the rest: the server checks it. */
export const packIdIn = (text: string): string | null =>
  /^id:[ \t]*(['"]?)([a-z0-9][a-z0-9-]{0,47})\1[ \t]*(?:#.*)?$/m.exec(text)?.[2] ?? null;

/** Where a line begins and ends, for marking it; the last one for a number beyond the end. */
export function lineRange(text: string, line: number): readonly [number, number] {
  const lines = text.split('\n');
  const index = Math.min(Math.max(line, 1), lines.length) - 1;
  const start = lines.slice(0, index).reduce((sum, one) => sum + one.length + 1, 0);
  return [start, start + (lines[index]?.length ?? 0)];
}

export const countLines = (text: string): number => text.split('\n').length;

/** How much of a kind is added, removed and changed. */
export function planCounts(parts: readonly PlanPart[]): Readonly<Record<PlanPart['change'], number>> {
  const count = (change: PlanPart['change']): number => parts.filter((part) => part.change === change).length;
  return { added: count('added'), removed: count('removed'), changed: count('changed') };
}
