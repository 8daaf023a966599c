/** English, with "and" before tens and ones: one hundred and five, one thousand and five. */
import type { Clock, Currency, Grammar } from './grammar';
import type { ClockValue, DateValue, DurationValue, MoneyValue, MonthValue, NumberValue } from './values';

const thousands = ['billion', 'million', 'thousand', null] as const;

/** 0 to 99 */
function small(value: number): string[] {
  if (value < 10) return [`d${value}`];
  if (value < 20 || value % 10 === 0) return [`n${value}`];
  return [`n${Math.floor(value / 10) * 10}`, `d${value % 10}`];
}

/** 1 to 999; `isLast`: more was said before and nothing follows, so that ones and tens are joined by "and". */
function threeDigits(value: number, isLast: boolean): string[] {
  const [hundreds, rest] = [Math.floor(value / 100), value % 100];
  return [
    ...(hundreds > 0 ? [`d${hundreds}`, 'hundred'] : []),
    ...(rest > 0 && (hundreds > 0 || isLast) ? ['and'] : []),
    ...(rest > 0 ? small(rest) : []),
  ];
}

/** 0 to 999 999 999 999 */
function whole(value: number): string[] {
  if (value === 0) return ['d0'];
  const words: string[] = [];
  thousands.forEach((unit, index) => {
    const group = Math.floor(value / 1000 ** (3 - index)) % 1000;
    if (group === 0) return;
    words.push(...threeDigits(group, unit === null && words.length > 0), ...(unit === null ? [] : [unit]));
  });
  return words;
}

const number = ({ isNegative, whole: value, decimals }: NumberValue): string[] => [
  ...(isNegative ? ['minus'] : []),
  ...whole(value),
  ...(decimals === '' ? [] : ['point', ...Array.from(decimals, (digit) => `d${digit}`)]),
];

/** Singular and plural; yuan and fen have one form. */
const money: Readonly<Record<Currency, readonly [major: Units, minor: Units]>> = {
  CNY: [
    ['yuan', 'yuan'],
    ['fen', 'fen'],
  ],
  USD: [
    ['dollar', 'dollars'],
    ['cent', 'cents'],
  ],
};
type Units = readonly [one: string, many: string];

const counted = (value: number, [one, many]: Units): string[] => [...whole(value), value === 1 ? one : many];

function amount({ isNegative, major, minor }: MoneyValue, currency: Currency): string[] {
  const [majorUnit, minorUnit] = money[currency];
  return [
    ...(isNegative ? ['minus'] : []),
    ...(major > 0 || minor === 0 ? counted(major, majorUnit) : []),
    ...(major > 0 && minor > 0 ? ['and'] : []),
    ...(minor > 0 ? counted(minor, minorUnit) : []),
  ];
}

/** 2026 twenty twenty-six, 2005 two thousand and five, 1905 nineteen oh five, 1900 nineteen hundred. */
function year(value: number): string[] {
  const [century, rest] = [Math.floor(value / 100), value % 100];
  if (value % 1000 < 10) return whole(value);
  if (rest === 0) return [...small(century), 'hundred'];
  return [...small(century), ...(rest < 10 ? ['oh'] : []), ...small(rest)];
}

const month = (value: MonthValue): string[] => [`month-${value.month}`, ...year(value.year)];

const date = (value: DateValue): string[] => [
  `month-${value.month}`,
  `day-${value.day}`,
  ...year(value.year),
];

function time({ date: day, hour, minute }: ClockValue, clock: Clock): string[] {
  const before = day === null ? [] : [...date(day), 'at'];
  const minutes = minute === 0 ? [] : [...(minute < 10 ? ['oh'] : []), ...small(minute)];
  if (clock === 12) return [...before, ...small(hour % 12 || 12), ...minutes, hour < 12 ? 'am' : 'pm'];
  return [...before, ...small(hour), ...(minute === 0 ? ['hundred', 'hours'] : minutes)];
}

function duration({ hours, minutes, seconds }: DurationValue): string[] {
  const isNothing = hours + minutes + seconds === 0;
  return [
    ...(hours > 0 ? counted(hours, ['hour', 'hours']) : []),
    ...(minutes > 0 ? counted(minutes, ['minute', 'minutes']) : []),
    ...(seconds > 0 || isNothing ? counted(seconds, ['second', 'seconds']) : []),
  ];
}

export const enUs: Grammar = {
  clock: 12,
  digits: (digits) => Array.from(digits, (digit) => `d${digit}`),
  number,
  count: whole,
  amount,
  date,
  month,
  time,
  duration,
};
