import type { DateTime } from 'luxon';
import { UnexpectedError } from '../errors';
import {
  isoDate,
  localTime,
  momentOf,
  openingsOn,
  type Opening,
  type OpeningRules,
} from '../scheduling/opening-hours';

/**
 * When somebody works. Time that counts towards a promise is open time only: nights, Sundays and holidays pass
 * without it. All times are Unix ms, all spans ms.
 */
export interface Calendar {
  /** 'YYYY-MM-DD' of a moment, in the calendar's time zone. */
  dayOf(at: number): string;
  /** The moment `ms` of open time later; negative goes back. 0 is the same moment, open or not. */
  addOpen(from: number, ms: number): number;
  /** Open time between two moments; negative when `to` is before `from`. */
  openBetween(from: number, to: number): number;
  /** The same time of day this many working days later; begun outside hours, it counts from the next opening. */
  addWorkingDays(from: number, days: number): number;
}

/** Ten years: nobody waits longer, and a calendar that never opens must not be searched for ever. */
const FARTHEST_DAYS = 3660;

export function createCalendar(rules: OpeningRules): Calendar {
  const local = (at: number): DateTime => localTime(rules, at);
  const openings = (day: DateTime): Opening[] => openingsOn(rules, day);
  return {
    dayOf: (at) => isoDate(local(at)),
    addOpen: (from, ms) =>
      ms < 0 ? walkBack(local(from), openings, from, -ms) : walkOn(local(from), openings, from, ms),
    openBetween: (from, to) =>
      to < from ? -openTime(local(to), openings, to, from) : openTime(local(from), openings, from, to),
    addWorkingDays: (from, days) => addWorkingDays(local, openings, from, days),
  };
}

type OpeningsOf = (day: DateTime) => Opening[];

function walkOn(first: DateTime, openings: OpeningsOf, from: number, ms: number): number {
  if (ms === 0) return from;
  let left = ms;
  for (let day = first, n = 0; n < FARTHEST_DAYS; n += 1, day = day.plus({ days: 1 })) {
    for (const { start, end } of openings(day)) {
      const begin = Math.max(start, from);
      if (begin >= end) continue;
      if (left <= end - begin) return begin + left;
      left -= end - begin;
    }
  }
  throw neverOpen();
}

function walkBack(first: DateTime, openings: OpeningsOf, from: number, ms: number): number {
  let left = ms;
  for (let day = first, n = 0; n < FARTHEST_DAYS; n += 1, day = day.minus({ days: 1 })) {
    for (const { start, end } of openings(day).reverse()) {
      const until = Math.min(end, from);
      if (until <= start) continue;
      if (left <= until - start) return until - left;
      left -= until - start;
    }
  }
  throw neverOpen();
}

function openTime(first: DateTime, openings: OpeningsOf, from: number, to: number): number {
  let sum = 0;
  for (let day = first.startOf('day'); day.toMillis() < to; day = day.plus({ days: 1 })) {
    for (const { start, end } of openings(day)) sum += Math.max(0, Math.min(end, to) - Math.max(start, from));
  }
  return sum;
}

function addWorkingDays(
  local: (at: number) => DateTime,
  openings: OpeningsOf,
  from: number,
  days: number,
): number {
  const begin = nextOpen(local(from), openings, from);
  const timeOfDay = local(begin);
  let left = days;
  for (let day = timeOfDay, n = 0; n < FARTHEST_DAYS; n += 1) {
    day = day.plus({ days: 1 });
    const hours = openings(day);
    const closing = hours.at(-1)?.end;
    if (closing === undefined) continue;
    left -= 1;
    if (left > 0) continue;
    const same = momentOf(day, timeOfDay.hour * 60 + timeOfDay.minute);
    const sameWithSeconds = same + timeOfDay.second * 1000 + timeOfDay.millisecond;
    return Math.min(nextOpen(day.startOf('day'), openings, sameWithSeconds), closing);
  }
  throw neverOpen();
}

/** This moment when it is open, else the next opening. */
function nextOpen(first: DateTime, openings: OpeningsOf, from: number): number {
  for (let day = first, n = 0; n < FARTHEST_DAYS; n += 1, day = day.plus({ days: 1 })) {
    const opening = openings(day).find(({ end }) => end > from);
    if (opening) return Math.max(opening.start, from);
  }
  throw neverOpen();
}

const neverOpen = (): UnexpectedError =>
  new UnexpectedError('broken-invariant', 'A work-order calendar is never open.');
