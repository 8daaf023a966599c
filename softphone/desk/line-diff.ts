/** Beyond this a stretch that differs is taken as wholly new: comparing it line by line would take too long. */
const MOST_CELLS = 4_000_000;

/** For each line of `before` the line of `after` that is the same one, in order; -1: it is gone. */
export function sameLines(before: readonly string[], after: readonly string[]): number[] {
  const same = new Array<number>(before.length).fill(-1);
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) {
    same[start] = start;
    start += 1;
  }
  let [endBefore, endAfter] = [before.length, after.length];
  while (endBefore > start && endAfter > start && before[endBefore - 1] === after[endAfter - 1]) {
    [endBefore, endAfter] = [endBefore - 1, endAfter - 1];
    same[endBefore] = endAfter;
  }
  for (const [i, j] of longestCommon(before.slice(start, endBefore), after.slice(start, endAfter)))
    same[start + i] = start + j;
  return same;
}

/** The longest common subsequence, as pairs of places. */
function longestCommon(a: readonly string[], b: readonly string[]): [number, number][] {
  const width = b.length + 1;
  if ((a.length + 1) * width > MOST_CELLS) return [];
  const longest = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => longest[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      longest[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}

export interface Merged {
  readonly text: string;
  /** Places both have changed, each otherwise; there the text is mine. */
  readonly conflicts: number;
}

/** What two people made of the same text, in one. */
export function mergeTexts(base: string, mine: string, theirs: string): Merged {
  const [before, here, there] = [base, mine, theirs].map((text) => text.split('\n'));
  if (!before || !here || !there) return { text: mine, conflicts: 0 };
  const [toHere, toThere] = [sameLines(before, here), sameLines(before, there)];
  const lines: string[] = [];
  let conflicts = 0;
  let last = { before: 0, here: 0, there: 0 };
  for (let i = 0; i <= before.length; i += 1) {
    const isEnd = i === before.length;
    const next = {
      before: i,
      here: isEnd ? here.length : (toHere[i] ?? -1),
      there: isEnd ? there.length : (toThere[i] ?? -1),
    };
    if (next.here < 0 || next.there < 0) continue;
    const was = before.slice(last.before, next.before).join('\n');
    const [own, others] = [here.slice(last.here, next.here), there.slice(last.there, next.there)];
    const isOwn = own.join('\n') !== was || own.length !== next.before - last.before;
    const isTheirs = others.join('\n') !== was || others.length !== next.before - last.before;
    const areSame = own.length === others.length && own.join('\n') === others.join('\n');
    if (isOwn && isTheirs && !areSame) conflicts += 1;
    lines.push(...(isOwn ? own : others));
    if (!isEnd) lines.push(before[i] ?? '');
    last = { before: i + 1, here: next.here + 1, there: next.there + 1 };
  }
  return { text: lines.join('\n'), conflicts };
}
