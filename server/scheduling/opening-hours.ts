import { DateTime } from 'luxon';

/** Minutes after midnight, `from` before `to`, at most 1440. */
export interface OpenHours {
  readonly from: number;
  readonly to: number;
}

export interface OpeningRules {
  /** IANA name. */
  readonly timeZone: string;
  /** Monday first, seven entries, each in order and apart. */
  readonly week: readonly (readonly OpenHours[])[];
  /** 'YYYY-MM-DD' → hours of that day in place of its weekday's; none: closed. */
  readonly days: Readonly<Record<string, readonly OpenHours[]>>;
}

/** Open from `start` until just before `end`, Unix ms. */
export interface Opening {
  readonly start: number;
  readonly end: number;
}

const MINUTES_PER_DAY = 1440;

export const localTime = (rules: OpeningRules, at: number): DateTime =>
  DateTime.fromMillis(at, { zone: rules.timeZone });

export const isoDate = (day: DateTime): string => day.toFormat('yyyy-MM-dd');

/** @param day any moment of it, in the rules' time zone */
export function openingsOn(rules: OpeningRules, day: DateTime): Opening[] {
  const hours = rules.days[isoDate(day)] ?? rules.week[day.weekday - 1] ?? [];
  return hours.map(({ from, to }) => ({ start: momentOf(day, from), end: momentOf(day, to) }));
}

/** By the clock on the wall, so that a day of 23 or 25 hours opens when people expect it. */
export const momentOf = (day: DateTime, minutes: number): number =>
  minutes === MINUTES_PER_DAY
    ? day.startOf('day').plus({ days: 1 }).toMillis()
    : day
        .startOf('day')
        .set({ hour: Math.floor(minutes / 60), minute: minutes % 60 })
        .toMillis();
