import { DateTime } from 'luxon';
import type { ReportStep } from '../contract/reports';
import type { QuarterRange } from './measure-store';
import { QUARTER_MS } from './quarter';

const HOUR_MS = 3_600_000;

export interface Days {
  /** First and last day, YYYY-MM-DD. */
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
}

/** Where these days begin and end there, Unix ms. */
export const rangeOf = ({ from, to, timeZone }: Days) => ({
  from: DateTime.fromISO(from, { zone: timeZone }).startOf('day').toMillis(),
  until: DateTime.fromISO(to, { zone: timeZone }).plus({ days: 1 }).startOf('day').toMillis(),
});

/**
 * Beginnings of the intervals of these days, and the end: the first and the last one are cut at the days' edges. Where clocks
 * change, a day has 23 or 25 hours, and the hour that comes twice is there twice.
 */
export function edgesOf(days: Days, step: ReportStep): readonly number[] {
  const { from, until } = rangeOf(days);
  if (step === 'quarter' || step === 'hour') {
    const length = step === 'quarter' ? QUARTER_MS : HOUR_MS;
    return [
      ...Array.from({ length: Math.ceil((until - from) / length) }, (_, nth) => from + nth * length),
      until,
    ];
  }
  const edges = [from];
  let next = DateTime.fromMillis(from, { zone: days.timeZone }).startOf(step);
  for (;;) {
    next = next.plus({ [step]: 1 }).startOf(step);
    if (next.toMillis() >= until) return [...edges, until];
    edges.push(next.toMillis());
  }
}

export const instantsOf = ({ from, until }: QuarterRange) => ({
  from: new Date(from).toISOString(),
  until: new Date(until).toISOString(),
});

export const intervalsOf = (edges: readonly number[]): QuarterRange[] =>
  edges.slice(0, -1).map((from, nth) => ({ from, until: edges[nth + 1] ?? from }));
