/**
 * What became of the persons reached: the newest `size` of them are the window over which the cap on abandoned ones holds.
 * The window is counted in persons, not in minutes: it moves only when somebody is reached, so that a rate that holds cannot
 * be broken by time alone.
 *
 * The cap holds when of the newest `size` persons reached at most cap × size were abandoned, and, as long as fewer than
 * `size` were reached, at most cap × reached.
 */
export interface ReachedRecord {
  readonly size: number;
  /** Since the record began. */
  readonly reached: number;
  /** Which of them were abandoned, by number (the first is 1); those outside the window are forgotten. */
  readonly abandoned: readonly number[];
}

export const emptyRecord = (size: number): ReachedRecord => ({ size, reached: 0, abandoned: [] });

/** One more person was reached: an agent took him, or he was abandoned. */
export function noteReached(record: ReachedRecord, wasAbandoned: boolean): ReachedRecord {
  const reached = record.reached + 1;
  const kept = record.abandoned.filter((number) => number > reached - record.size);
  return { ...record, reached, abandoned: wasAbandoned ? [...kept, reached] : kept };
}

/** How many may be abandoned in the window as it is filled now. */
export const allowance = ({ size, reached }: ReachedRecord, cap: number): number =>
  cap * Math.min(reached, size);

/**
 * How many of the next persons reached may be abandoned one after the other, without one who is not, and the cap holds
 * at every moment. That old ones leave the window meanwhile is not counted on.
 */
export function spareAbandons(record: ReachedRecord, cap: number): number {
  const abandoned = record.abandoned.length;
  const ofFullWindow = wholes(cap * record.size) - abandoned;
  if (record.reached >= record.size) return ofFullWindow;
  // Each of them counts as reached, too: abandoned + spare ≤ cap × (reached + spare).
  return Math.min(ofFullWindow, wholes((cap * record.reached - abandoned) / (1 - cap)));
}

/** 0.07 × 100 is 7, whatever binary fractions say. */
const wholes = (value: number): number => Math.floor(value + 1e-9);
