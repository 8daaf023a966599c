/** From the text of a value, as a service or a pack gives it, to its parts. Anything else is refused. */
import { UnexpectedError } from '../../errors';
import type { ValueKind } from '../services';

export interface NumberValue {
  readonly isNegative: boolean;
  /** 0 to 999 999 999 999 */
  readonly whole: number;
  /** Digits after the point, '' for none. */
  readonly decimals: string;
}

export interface MoneyValue {
  readonly isNegative: boolean;
  /** Yuan or dollars, 0 to 999 999 999 999. */
  readonly major: number;
  /** Fen or cents, 0 to 99. */
  readonly minor: number;
}

export interface MonthValue {
  readonly year: number;
  readonly month: number;
}

export interface DateValue extends MonthValue {
  readonly day: number;
}

export interface ClockValue {
  readonly date: DateValue | null;
  readonly hour: number;
  readonly minute: number;
}

export interface DurationValue {
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

const mostDigits = 32;
const mostDecimals = 9;

/** Never holds the value: it may be somebody's bill. */
export const unspeakable = (kind: ValueKind, why: string): UnexpectedError =>
  new UnexpectedError('broken-invariant', `A value cannot be spoken: ${why}`, { details: { kind } });

/** Groups of digits: at most 32 digits in all, parted by single spaces or dashes; a leading + is not spoken. */
export function digitGroups(value: string): string[] {
  const isDigits = /^\+?[0-9]+(?:[ -][0-9]+)*$/.test(value);
  if (!isDigits || value.replace(/\D/g, '').length > mostDigits)
    throw unspeakable('digits', 'not 1 to 32 digits');
  return value.replace('+', '').split(/[ -]/);
}

export function readNumber(value: string): NumberValue {
  const [, sign, whole = '', decimals = ''] = /^(-?)([0-9]{1,12})(?:\.([0-9]+))?$/.exec(value) ?? [];
  if (sign === undefined || decimals.length > mostDecimals)
    throw unspeakable('number', 'not a number of up to 12 digits');
  const isZero = Number(whole) === 0 && /^0*$/.test(decimals);
  return { isNegative: sign === '-' && !isZero, whole: Number(whole), decimals };
}

export function readCount(value: string): number {
  if (!/^[0-9]{1,12}$/.test(value)) throw unspeakable('count', 'not a whole number from 0');
  return Number(value);
}

export function readAmount(value: string): MoneyValue {
  if (!/^-?[0-9]{1,14}$/.test(value)) throw unspeakable('amount', 'not a whole number of fen or cents');
  const minor = Math.abs(Number(value));
  return { isNegative: Number(value) < 0, major: Math.floor(minor / 100), minor: minor % 100 };
}

export function readMonth(value: string): MonthValue {
  const [, year, month] = /^([1-9][0-9]{3})-(0[1-9]|1[0-2])$/.exec(value) ?? [];
  if (year === undefined) throw unspeakable('month', 'not like 2026-11');
  return { year: Number(year), month: Number(month) };
}

export function readDate(value: string, kind: ValueKind = 'date'): DateValue {
  const [, year, month, day] = /^([1-9][0-9]{3})-(0[1-9]|1[0-2])-([0-3][0-9])$/.exec(value) ?? [];
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  if (year === undefined || !isDay(date)) throw unspeakable(kind, 'not like 2026-11-22');
  return date;
}

function isDay({ year, month, day }: DateValue): boolean {
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** '2026-11-22T14:30', seconds left unsaid, or the time of day alone, '14:30'. */
export function readTime(value: string): ClockValue {
  const [, date, hour, minute] =
    /^(?:([0-9-]{10})T)?([01][0-9]|2[0-3]):([0-5][0-9])(?::[0-5][0-9])?$/.exec(value) ?? [];
  if (hour === undefined) throw unspeakable('time', 'not like 2026-11-22T14:30');
  return {
    date: date === undefined ? null : readDate(date, 'time'),
    hour: Number(hour),
    minute: Number(minute),
  };
}

export function readDuration(value: string): DurationValue {
  if (!/^[0-9]{1,9}$/.test(value)) throw unspeakable('duration', 'not a whole number of seconds');
  const all = Number(value);
  return { hours: Math.floor(all / 3600), minutes: Math.floor(all / 60) % 60, seconds: all % 60 };
}
