import { DateTime } from 'luxon';

/**
 * The words of a text message with places for what differs: 'Your serial number is {serial}.[ Answer by {promised}.]'
 * What stands in square brackets is left out when a place in it has nothing to say.
 */
export const textPlaces = ['serial', 'promised', 'type'] as const;
export type TextPlace = (typeof textPlaces)[number];

const PLACE = /\{([^{}]*)\}/g;
const OPTIONAL = /\[([^[\]]*)\]/g;
/** Longer ones are sent in many parts, and paid for so. */
const LONGEST = 300;

/** What is wrong with it, for whoever wrote it; null when nothing is. */
export function templateFault(template: string): string | null {
  if (template.length > LONGEST) return `is longer than ${LONGEST} characters`;
  const unknown = placesIn(template).find((place) => !isPlace(place));
  if (unknown !== undefined) return `has no value for {${unknown}}; there are ${textPlaces.join(', ')}`;
  const always = template.replace(OPTIONAL, '');
  if (/[[\]{}]/.test(always.replace(PLACE, ''))) return 'has a bracket without its other one';
  return placesIn(always).includes('serial') ? null : 'must always tell the {serial}';
}

export function fillTemplate(template: string, values: Readonly<Record<TextPlace, string | null>>): string {
  const valueOf = (place: string): string => (isPlace(place) ? (values[place] ?? '') : '');
  const fill = (text: string): string => text.replace(PLACE, (_all, place: string) => valueOf(place));
  const isComplete = (part: string): boolean => placesIn(part).every((place) => valueOf(place) !== '');
  return fill(template.replace(OPTIONAL, (_all, part: string) => (isComplete(part) ? part : '')));
}

/** '2026-11-22' as people of this language write it. */
export const writtenDay = (day: string, language: 'zh-CN' | 'en-US'): string =>
  DateTime.fromISO(day).setLocale(language).toLocaleString(DateTime.DATE_FULL);

const placesIn = (text: string): string[] => [...text.matchAll(PLACE)].map((found) => found[1] ?? '');
const isPlace = (name: string): name is TextPlace => textPlaces.some((place) => place === name);
