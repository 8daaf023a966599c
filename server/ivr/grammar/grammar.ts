import type { ClockValue, DateValue, DurationValue, MoneyValue, MonthValue, NumberValue } from './values';

export const currencies = ['CNY', 'USD'] as const;
export type Currency = (typeof currencies)[number];

export type Clock = 12 | 24;

/** How one language says each kind of value: names of fragments, in the order they are heard. No I/O. */
export interface Grammar {
  readonly clock: Clock;
  digits(digits: string): string[];
  number(value: NumberValue): string[];
  count(value: number): string[];
  amount(value: MoneyValue, currency: Currency): string[];
  date(value: DateValue): string[];
  month(value: MonthValue): string[];
  /** `date` null: the time of day alone. */
  time(value: ClockValue, clock: Clock): string[];
  duration(value: DurationValue): string[];
}
