import type { Trace, TraceEvent } from './trace';

interface PackedEvent {
  /** Which of the header lists it has. */
  readonly headers: number;
  /** Those that differ from the same channel's event before. */
  readonly values: Readonly<Record<string, string>>;
}

/** A trace as it is kept in a file: what repeats is written once, so that a person can read what happens. */
export interface PackedTrace {
  /** Names in their order, joined by commas. */
  readonly headerLists: readonly string[];
  readonly channels: Readonly<Record<string, readonly PackedEvent[]>>;
}

const ANY = '<any>';

export function packTrace(trace: Trace): PackedTrace {
  const lists: string[] = [];
  const indexOf = (names: string): number => {
    if (!lists.includes(names)) lists.push(names);
    return lists.indexOf(names);
  };
  const pack = (event: TraceEvent, before: TraceEvent): PackedEvent => ({
    headers: indexOf(Object.keys(event).join()),
    values: Object.fromEntries(
      Object.entries(event).filter(([name, value]) => (before[name] ?? ANY) !== value),
    ),
  });
  const channels = Object.entries(trace).map(([letter, events]) => [
    letter,
    events.map((event, at) => pack(event, events[at - 1] ?? {})),
  ]);
  return { headerLists: lists, channels: Object.fromEntries(channels) as PackedTrace['channels'] };
}

export function unpackTrace({ headerLists, channels }: PackedTrace): Trace {
  const unpack = (events: readonly PackedEvent[]): TraceEvent[] => {
    let before: TraceEvent = {};
    return events.map(({ headers, values }) => {
      const names = (headerLists[headers] ?? '').split(',');
      before = Object.fromEntries(names.map((name) => [name, values[name] ?? before[name] ?? ANY]));
      return before;
    });
  };
  return Object.fromEntries(Object.entries(channels).map(([letter, events]) => [letter, unpack(events)]));
}
