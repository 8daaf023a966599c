/** What differs between two queue configurations, in lines a person reads before he applies one. */
import type { QueueConfig } from '../../contract/queue-config';
import type { QueueChange } from '../../contract/queue-versions';
import { queueChanges } from './queue-changes';
import { fieldChanges, listChange, someOf, valueText } from './words';

export function diffQueueConfigs(before: QueueConfig, after: QueueConfig): QueueChange[] {
  return [
    ...queueChanges(before, after),
    ...entryChanges('agent', before.agents, after.agents, {
      quoted: false,
      tell: ({ skills }) => valueText(skills),
      compare: (old, young) => fieldChanges(old.skills, young.skills),
    }),
    ...entryChanges('group', before.groups, after.groups, {
      tell: someOf,
      compare: (old, young) => (same(old, young) ? [] : [listChange(old, young)]),
    }),
    ...entryChanges('skill', before.skills, after.skills, {
      tell: (text) => text,
      compare: (old, young) => (old === young ? [] : [`${old} → ${young}`]),
    }),
    ...entryChanges('calendar', before.calendars, after.calendars, {
      tell: ({ timezone }) => timezone,
      compare: (old, young) => [
        ...fieldChanges({ timezone: old.timezone }, { timezone: young.timezone }),
        ...fieldChanges(hoursText(old.week), hoursText(young.week)),
        ...fieldChanges(hoursText(old.days), hoursText(young.days)),
      ],
    }),
    ...entryChanges('break reason', before.breakReasons, after.breakReasons, {
      tell: ({ names }) => names['en-US'],
      compare: (old, young) => fieldChanges(old, young),
    }),
  ];
}

interface Telling<Entry> {
  readonly quoted?: boolean;
  readonly tell: (entry: Entry) => string;
  /** One text per difference; none when they are the same. */
  readonly compare: (old: Entry, young: Entry) => readonly string[];
}

function entryChanges<Entry>(
  what: string,
  before: Readonly<Record<string, Entry>>,
  after: Readonly<Record<string, Entry>>,
  { quoted = true, tell, compare }: Telling<Entry>,
): QueueChange[] {
  const [old, young] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  const named = (name: string): string => `${what} ${quoted ? `"${name}"` : name}`;
  const line = (name: string, text: string): string =>
    text === '' ? named(name) : `${named(name)}: ${text}`;
  return [...new Set([...old.keys(), ...young.keys()])].flatMap((name): QueueChange[] => {
    const [a, b] = [old.get(name), young.get(name)];
    if (a === undefined) return b === undefined ? [] : [{ kind: 'added', text: line(name, tell(b)) }];
    if (b === undefined) return [{ kind: 'removed', text: named(name) }];
    return compare(a, b).map((text) => ({ kind: 'changed', text: line(name, text) }));
  });
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((each, index) => each === b[index]);

type Spans = readonly { readonly from: string; readonly to: string }[];

/** '08:00–12:00 13:00–18:00', or closed. */
const hoursText = (hours: Readonly<Record<string, Spans | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(hours).map(([day, spans = []]) => [
      day,
      spans.length === 0 ? 'closed' : spans.map(({ from, to }) => `${from}–${to}`).join(' '),
    ]),
  );
