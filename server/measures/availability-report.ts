import type { AvailabilityQuery, AvailabilityReport } from '../contract/reports';
import { availabilityOf, sumsIn, watchesOf, type LiveService, type Watch } from './availability';
import { edgesOf, instantsOf, intervalsOf, rangeOf, type Days } from './intervals';
import type { QuarterRange, ReportStore } from './measure-store';

export interface AvailabilityDeps {
  readonly store: Pick<ReportStore, 'servedAgainUntil'>;
  readonly service: () => Promise<LiveService>;
}

/** Most outages that are listed, the newest first; all are counted. */
const MOST_LISTED = 500;

export async function availabilityReport(
  { store, service }: AvailabilityDeps,
  query: AvailabilityQuery,
  days: Days,
): Promise<AvailabilityReport> {
  const live = await service();
  const range = rangeOf(days);
  const watches = watchesOf(await store.servedAgainUntil(live.now), live);
  const row = (time: QuarterRange, which: readonly Watch[]) => {
    const sums = sumsIn(time, which);
    return { ...instantsOf(time), ...sums, availability: availabilityOf(sums) };
  };
  const rows =
    query.by === 'switch'
      ? watches.map((watch) => ({ switchId: watch.switchId, ...row(range, [watch]) }))
      : intervalsOf(edgesOf(days, query.step)).map((interval) => ({
          switchId: null,
          ...row(interval, watches),
        }));
  const outages = watches
    .flatMap((watch) => watch.outages)
    .filter((outage) => outage.from < range.until && outage.until > range.from)
    .sort((one, other) => other.from - one.from)
    .slice(0, MOST_LISTED)
    .map(({ switchId, from, until, isOver }) => ({
      switchId,
      from: new Date(from).toISOString(),
      until: isOver ? new Date(until).toISOString() : null,
    }));
  return { timeZone: days.timeZone, ...instantsOf(range), rows, total: row(range, watches), outages };
}
