/** Availability of the system: the time switches were served, of the time they were watched. docs/measures.md says what that is. */
import { ratio } from './counts';
import type { QuarterRange } from './measure-store';
import { SERVED_GRACE_MS } from './served-marks';

/** That a switch is served again, and since when it was not (null: nothing is known of before); Unix ms. */
export interface ServedAgain {
  readonly switchId: string;
  readonly at: number;
  readonly since: number | null;
}

/** How it stands now. */
export interface LiveService {
  readonly now: number;
  /** Switches there are now. */
  readonly switchIds: readonly string[];
  /** When each was marked as served last. */
  readonly marks: ReadonlyMap<string, number>;
}

export interface Outage {
  readonly switchId: string;
  readonly from: number;
  /** Of one that goes on: now. */
  readonly until: number;
  readonly isOver: boolean;
}

/** A switch's time under watch, and its outages in it. */
export interface Watch {
  readonly switchId: string;
  readonly from: number;
  readonly until: number;
  readonly outages: readonly Outage[];
}

/** @param events in any order */
export function watchesOf(events: readonly ServedAgain[], live: LiveService): Watch[] {
  const switchIds = [...new Set([...events.map(({ switchId }) => switchId), ...live.marks.keys()])].sort();
  return switchIds.flatMap((switchId) => {
    const own = events.filter((event) => event.switchId === switchId).sort((a, b) => a.at - b.at);
    const [first] = own;
    if (first === undefined) return [];
    const outages = own.flatMap(({ at, since }) =>
      since === null || since >= at ? [] : [{ switchId, from: since, until: at, isOver: true }],
    );
    const marked = Math.max(live.marks.get(switchId) ?? 0, own.at(-1)?.at ?? 0);
    // One that was taken out of the configuration is not missed.
    const until = live.switchIds.includes(switchId) ? live.now : marked;
    if (until - marked > SERVED_GRACE_MS) outages.push({ switchId, from: marked, until, isOver: false });
    return [{ switchId, from: first.since ?? first.at, until, outages }];
  });
}

export interface AvailabilitySums {
  readonly watchedMs: number;
  readonly downMs: number;
  /** That began in the time. */
  readonly outages: number;
}

export function sumsIn({ from, until }: QuarterRange, watches: readonly Watch[]): AvailabilitySums {
  const shared = (span: { readonly from: number; readonly until: number }): number =>
    Math.max(0, Math.min(until, span.until) - Math.max(from, span.from));
  const outages = watches.flatMap((watch) => watch.outages);
  return {
    watchedMs: watches.reduce((sum, watch) => sum + shared(watch), 0),
    downMs: outages.reduce((sum, outage) => sum + shared(outage), 0),
    outages: outages.filter((outage) => outage.from >= from && outage.from < until).length,
  };
}

export const availabilityOf = ({ watchedMs, downMs }: AvailabilitySums): number | null =>
  ratio(watchedMs - downMs, watchedMs);
