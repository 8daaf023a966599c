import type { Calendar } from './calendar';

/** How long a customer may wait for an answer, as the configuration writes it. */
export type PromisedTime =
  | { readonly kind: 'open'; readonly ms: number }
  | { readonly kind: 'working-days'; readonly days: number }
  | { readonly kind: 'days'; readonly days: number };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Nobody waits longer, whatever a calendar says. */
export const LONGEST_PROMISE_MS = 7 * DAY_MS;
const LONGEST_WORKING_DAYS = 7;

/** '30m' and '4h' are time of the calendar, '2 working days' days it is open on, '7d' days of the week. null: none of them. */
export function readPromisedTime(text: string): PromisedTime | null {
  const match = /^(\d{1,4})\s*(m|h|d|working days?)$/.exec(text.trim());
  const amount = Number(match?.[1]);
  if (!match || amount < 1) return null;
  switch (match[2]) {
    case 'm':
      return open(amount * MINUTE_MS);
    case 'h':
      return open(amount * HOUR_MS);
    case 'd':
      return amount * DAY_MS > LONGEST_PROMISE_MS ? null : { kind: 'days', days: amount };
    default:
      return amount > LONGEST_WORKING_DAYS ? null : { kind: 'working-days', days: amount };
  }
}

const open = (ms: number): PromisedTime | null => (ms > LONGEST_PROMISE_MS ? null : { kind: 'open', ms });

/** When the answer is due; at most seven days after `from`, holidays or not. */
export function dueAt(promised: PromisedTime, calendar: Calendar, from: number): number {
  return Math.min(countFrom(promised, calendar, from), from + LONGEST_PROMISE_MS);
}

function countFrom(promised: PromisedTime, calendar: Calendar, from: number): number {
  switch (promised.kind) {
    case 'open':
      return calendar.addOpen(from, promised.ms);
    case 'working-days':
      return calendar.addWorkingDays(from, promised.days);
    case 'days':
      return from + promised.days * DAY_MS;
  }
}
