/**
 * From a value to the fragments that say it: "¥38.50" is heard as 三十八元五角 or "thirty-eight yuan and fifty fen".
 * One grammar per language; the words of each fragment stand in fragments.yaml, its recording in freeswitch/sounds.
 */
import { SOUND_NAME } from '../../contract/sounds';
import type { Language } from '../flow-terms';
import type { ValueKind } from '../services';
import { enUs } from './en-us';
import type { Clock, Currency, Grammar } from './grammar';
import { groupDigits } from './group-digits';
import {
  digitGroups,
  readAmount,
  readCount,
  readDate,
  readDuration,
  readMonth,
  readNumber,
  readTime,
  unspeakable,
} from './values';
import { zhCn } from './zh-cn';

const grammars: Readonly<Record<Language, Grammar>> = { 'zh-CN': zhCn, 'en-US': enUs };

/** Stands among the fragments for a short breath; it is silence, no recording. */
export const PAUSE = 'pause';

export interface SpeakOptions {
  /** Of `amount`. Default CNY. */
  readonly currency?: Currency;
  /** Of `time`. Default 24 hours in Chinese, 12 in English. */
  readonly clock?: Clock;
}

/**
 * The names of the fragments, in order, PAUSE among them.
 * @param value whole numbers up to 12 digits, amounts in fen or cents, '2026-11', '2026-11-22', '2026-11-22T14:30' or
 *   '14:30', durations in seconds, up to 32 digits (in groups, when parted by spaces or dashes), or a sound's name
 * @throws UnexpectedError('broken-invariant') when the text is no such value; what it was is not in the error. A caller
 *   who cannot be told something goes the way of an error, so whoever speaks for him catches it.
 */
export function speakValue(
  kind: ValueKind,
  value: string,
  language: Language,
  options: SpeakOptions = {},
): readonly string[] {
  const grammar = grammars[language];
  switch (kind) {
    case 'digits':
      return speakDigits(value, grammar);
    case 'number':
      return grammar.number(readNumber(value));
    case 'count':
      return grammar.count(readCount(value));
    case 'amount':
      return grammar.amount(readAmount(value), options.currency ?? 'CNY');
    case 'date':
      return grammar.date(readDate(value));
    case 'month':
      return grammar.month(readMonth(value));
    case 'time':
      return grammar.time(readTime(value), options.clock ?? grammar.clock);
    case 'duration':
      return grammar.duration(readDuration(value));
    case 'sound':
      if (!SOUND_NAME.test(value)) throw unspeakable('sound', 'not the name of a sound');
      return [value];
  }
}

function speakDigits(value: string, grammar: Grammar): string[] {
  const groups = digitGroups(value).flatMap(groupDigits);
  return groups.flatMap((group, index) => [...(index === 0 ? [] : [PAUSE]), ...grammar.digits(group)]);
}

export type { Clock, Currency } from './grammar';
