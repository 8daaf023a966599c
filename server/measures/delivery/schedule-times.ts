import { DateTime } from 'luxon';
import type { ReportScheduleRequest } from '../../contract/report-schedules';

type Times = Pick<ReportScheduleRequest, 'cadence' | 'weekday' | 'monthday' | 'at' | 'timeZone'>;

/**
 * The first time after that moment, Unix ms. A time that clocks leave out is an hour later; one that comes twice is the first
 * one.
 */
export function nextTime(times: Times, after: number): number {
  const { cadence, timeZone } = times;
  const day = DateTime.fromMillis(after, { zone: timeZone }).startOf('day');
  const first =
    cadence === 'daily'
      ? day
      : cadence === 'weekly'
        ? day.set({ weekday: times.weekday as 1 })
        : day.set({ day: times.monthday });
  const step = { daily: { days: 1 }, weekly: { weeks: 1 }, monthly: { months: 1 } }[cadence];
  const candidates = [first, first.plus(step), first.plus(step).plus(step)].map((each) =>
    onClock(each, times.at),
  );
  return candidates.find((at) => at > after) ?? Number.NaN;
}

const onClock = (day: DateTime, at: string): number => {
  const [hour = 0, minute = 0] = at.split(':').map(Number);
  return day.set({ hour, minute }).toMillis();
};

/** First and last day a report is about that is sent then. */
export function daysBefore(
  { cadence, timeZone }: Times,
  at: number,
): { readonly from: string; readonly to: string } {
  const day = DateTime.fromMillis(at, { zone: timeZone }).startOf('day');
  const text = (each: DateTime): string => each.toFormat('yyyy-MM-dd');
  if (cadence === 'monthly') {
    const month = day.minus({ months: 1 });
    return { from: text(month.startOf('month')), to: text(month.endOf('month')) };
  }
  return { from: text(day.minus({ days: cadence === 'daily' ? 1 : 7 })), to: text(day.minus({ days: 1 })) };
}
