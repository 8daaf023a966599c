/** How values and their changes are written in a plan. */
import { isDeepStrictEqual } from 'node:util';

const MOST_NAMES = 10;

/** 'nothing', '20', '[a, b]', '{ english: 4 }' */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return `[${value.map(valueText).join(', ')}]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  if (entries.length === 0) return '{}';
  return `{ ${entries.map(([key, each]) => `${key}: ${valueText(each)}`).join(', ')} }`;
}

/** 'wrapUpS 30 → 45' for each field that differs; lists of names tell who came and who went. */
export function fieldChanges(before: object, after: object, except: readonly string[] = []): string[] {
  const [old, young] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...new Set([...old.keys(), ...young.keys()])].flatMap((name) => {
    const [a, b] = [old.get(name) as unknown, young.get(name) as unknown];
    if (except.includes(name) || isDeepStrictEqual(a, b)) return [];
    if (isNames(a) && isNames(b)) return [`${name} ${listChange(a, b)}`];
    return [`${name} ${valueText(a)} → ${valueText(b)}`];
  });
}

const isNames = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string');

/** '+ 1003, 1004; − 1002', or that only the order is another. */
export function listChange(before: readonly string[], after: readonly string[]): string {
  const [old, young] = [new Set(before), new Set(after)];
  const text = comeAndGone(
    after.filter((name) => !old.has(name)),
    before.filter((name) => !young.has(name)),
  );
  return text === '' ? 'in another order' : text;
}

export function comeAndGone(come: readonly string[], gone: readonly string[]): string {
  const parts = [
    ...(come.length > 0 ? [`+ ${someOf(come)}`] : []),
    ...(gone.length > 0 ? [`− ${someOf(gone)}`] : []),
  ];
  return parts.join('; ');
}

/** The first ten, and how many more there are. */
export const someOf = (names: readonly string[]): string =>
  names.length <= MOST_NAMES
    ? names.join(', ')
    : `${names.slice(0, MOST_NAMES).join(', ')} and ${names.length - MOST_NAMES} more`;

export const afterText = (afterS: number): string => (afterS === 0 ? 'at once' : `after ${afterS} s`);
