import type { QueueCounts } from './queue-counts';

/** Unix ms, both on a quarter of an hour (quarter.ts); until is not part of it. */
export interface QuarterRange {
  readonly from: number;
  readonly until: number;
}

export interface QueueSums {
  readonly queueId: string;
  readonly sums: QueueCounts;
  /** Of callers who were answered or gone by now. */
  readonly longestWaitMs: number;
}

/** Figures of what was stored, kept by the projector: up to a second behind the live state. */
export interface MeasureStore {
  /** Of each queue to which somebody came in that time; `queueRates` makes measures of the sums. */
  queuesBetween(range: QuarterRange): Promise<readonly QueueSums[]>;
}
