/**
 * Mandarin. 二 or 两, where both are heard: a bare 2 before what is counted, and the first digit of a number before
 * 千, 万 and 亿, is 两 (两个, 两千, 两万); 200 is 二百 as a number and 两百 before what is counted; everywhere else 二.
 */
import type { Clock, Currency, Grammar } from './grammar';
import type { ClockValue, DateValue, DurationValue, MoneyValue, MonthValue, NumberValue } from './values';

/** 幺 is heard in numbers that are read digit by digit; 一 in quantities, years and decimals. */
const digit = (value: number | string): string => (Number(value) === 1 ? 'one' : `d${value}`);

const places = ['thousand', 'hundred', 'ten', null] as const;
const myriads = ['hundred-million', 'ten-thousand', null] as const;

/** 0 to 999 999 999 999 */
function whole(value: number, isCount: boolean): string[] {
  if (value === 0) return ['d0'];
  if (value === 2 && isCount) return ['two'];
  const groups = [Math.floor(value / 1e8), Math.floor(value / 1e4) % 1e4, value % 1e4];
  const words: string[] = [];
  let isGap = false;
  groups.forEach((group, index) => {
    if (group === 0) {
      isGap = true;
      return;
    }
    const isFirst = words.length === 0;
    if (!isFirst && (isGap || group < 1000)) words.push('d0');
    const unit = myriads[index] ?? null;
    words.push(...fourDigits(group, { isFirst, isCount, unit }), ...(unit === null ? [] : [unit]));
    isGap = false;
  });
  return words;
}

interface GroupPlace {
  /** Nothing of the number is said before it. */
  readonly isFirst: boolean;
  readonly isCount: boolean;
  readonly unit: string | null;
}

function fourDigits(group: number, place: GroupPlace): string[] {
  if (group === 2 && place.isFirst && place.unit !== null) return ['two'];
  const words: string[] = [];
  let isGap = false;
  Array.from(String(group).padStart(4, '0')).forEach((value, index) => {
    if (value === '0') {
      isGap = words.length > 0;
      return;
    }
    if (isGap) words.push('d0');
    isGap = false;
    const unit = places[index] ?? null;
    const isHead = place.isFirst && words.length === 0;
    if (unit === null) words.push(digit(value));
    // 十, not 一十, at the very beginning.
    else if (unit === 'ten' && value === '1' && isHead) words.push(unit);
    else words.push(value === '2' && isHead && isPair(unit, place.isCount) ? 'two' : digit(value), unit);
  });
  return words;
}

const isPair = (unit: string, isCount: boolean): boolean =>
  unit === 'thousand' || (unit === 'hundred' && isCount);

const number = ({ isNegative, whole: value, decimals }: NumberValue): string[] => [
  ...(isNegative ? ['minus'] : []),
  ...whole(value, false),
  ...(decimals === '' ? [] : ['point', ...Array.from(decimals, digit)]),
];

/** Yuan have a tenth with a name, 角; other currencies' hundredths are counted. */
function amount({ isNegative, major, minor }: MoneyValue, currency: Currency): string[] {
  const words = isNegative ? ['minus'] : [];
  const isSaid = major > 0 || minor === 0;
  if (currency !== 'CNY') {
    if (isSaid) words.push(...whole(major, true), 'dollar');
    if (minor > 0) words.push(...whole(minor, true), 'cent');
    return words;
  }
  const [jiao, fen] = [Math.floor(minor / 10), minor % 10];
  if (isSaid) words.push(...whole(major, true), 'yuan');
  if (jiao > 0) words.push(...part(jiao, !isSaid), 'jiao');
  if (jiao === 0 && fen > 0 && isSaid) words.push('d0');
  if (fen > 0) words.push(...part(fen, !isSaid && jiao === 0), 'fen');
  return words;
}

/** 两角 alone, but 三元二角. */
const part = (value: number, isFirst: boolean): string[] => whole(value, isFirst);

const month = ({ year, month: value }: MonthValue): string[] => [
  ...Array.from(String(year), digit),
  'year',
  ...whole(value, false),
  'month',
];

const date = (value: DateValue): string[] => [...month(value), ...whole(value.day, false), 'day'];

function time({ date: day, hour, minute }: ClockValue, clock: Clock): string[] {
  const before = day === null ? [] : date(day);
  const isLate = clock === 12 && hour > 12;
  return [
    ...before,
    ...(clock === 12 ? [partOfDay(hour)] : []),
    ...whole(isLate ? hour - 12 : hour, true),
    'oclock',
    ...(minute === 0 ? ['sharp'] : [...(minute < 10 ? ['d0'] : []), ...whole(minute, false), 'minute']),
  ];
}

function partOfDay(hour: number): string {
  if (hour < 6) return 'before-dawn';
  if (hour < 12) return 'morning';
  if (hour === 12) return 'noon';
  return hour < 18 ? 'afternoon' : 'evening';
}

function duration({ hours, minutes, seconds }: DurationValue): string[] {
  const words: string[] = [];
  if (hours > 0) words.push(...whole(hours, true), 'hours');
  if (minutes > 0) words.push(...whole(minutes, true), seconds > 0 ? 'minute' : 'minutes');
  if (hours > 0 && minutes === 0 && seconds > 0) words.push('d0');
  if (seconds > 0 || words.length === 0) words.push(...whole(seconds, words.at(-1) !== 'd0'), 'second');
  return words;
}

export const zhCn: Grammar = {
  clock: 24,
  digits: (digits) => Array.from(digits, (value) => `d${value}`),
  number,
  count: (value) => whole(value, true),
  amount,
  date,
  month,
  time,
  duration,
};
