import type { Trace, TraceEvent } from './trace';

/** Where two switches may differ without anybody noticing. */
const FREE: readonly ((name: string, event: TraceEvent) => boolean)[] = [
  // The line of a C file.
  (name) => name === 'Event-Calling-Line-Number',
  // A race inside FreeSWITCH: the write or the look at the state sees the hang-up first. The server ignores both.
  (name, event) => name === 'Application-Response' && event['Answer-State'] === 'hangup',
  // Whether the BYE or the thread is marked first.
  (name, event) =>
    name === 'variable_sip_hangup_disposition' && event['Event-Name'] !== 'CHANNEL_HANGUP_COMPLETE',
  // The leader's thread sets it back on the other leg, whenever it gets there.
  (name) => name === 'Channel-Call-UUID',
  // The version is part of the name.
  (name) => name === 'FreeSWITCH-Version',
];

/** Every way in which `seen` is not what FreeSWITCH did; empty = the same. */
export function differences(golden: Trace, seen: Trace): string[] {
  const channels = new Set([...Object.keys(golden), ...Object.keys(seen)]);
  return [...channels].flatMap((letter) => compareChannel(letter, golden[letter] ?? [], seen[letter] ?? []));
}

const nameOf = (event: TraceEvent): string =>
  [event['Event-Subclass'] ?? event['Event-Name'], event['Application']].filter(Boolean).join(' ');

function compareChannel(
  letter: string,
  golden: readonly TraceEvent[],
  seen: readonly TraceEvent[],
): string[] {
  const [wanted, got] = [golden.map(nameOf), seen.map(nameOf)];
  if (wanted.join() !== got.join()) {
    return [`${letter}: events\n  FreeSWITCH ${wanted.join(', ')}\n  here       ${got.join(', ')}`];
  }
  return golden.flatMap((event, at) =>
    compareEvent(`${letter} #${at} ${nameOf(event)}`, event, seen[at] ?? {}),
  );
}

function compareEvent(where: string, golden: TraceEvent, seen: TraceEvent): string[] {
  const found = Object.entries(golden).flatMap(([name, value]) => {
    const other = seen[name];
    if (FREE.some((isFree) => isFree(name, golden))) return [];
    if (other === undefined) return [`${where}: lacks ${name} (${value})`];
    return other === value ? [] : [`${where}: ${name} is ${other}, not ${value}`];
  });
  const extra = Object.keys(seen).filter((name) => golden[name] === undefined && !isFreeExtra(name, golden));
  const order = orderOf(golden, seen);
  return [
    ...found,
    ...extra.map((name) => `${where}: has ${name}, which FreeSWITCH has not`),
    ...(order === null ? [] : [`${where}: ${order}`]),
  ];
}

const isFreeExtra = (name: string, golden: TraceEvent): boolean =>
  FREE.some((isFree) => isFree(name, golden));

/** Variables come in the order in which they were set, which nobody can rely on. */
function orderOf(golden: TraceEvent, seen: TraceEvent): string | null {
  const headers = (event: TraceEvent, other: TraceEvent) =>
    Object.keys(event).filter((name) => !name.startsWith('variable_') && other[name] !== undefined);
  const [wanted, got] = [headers(golden, seen), headers(seen, golden)];
  const at = wanted.findIndex((name, index) => got[index] !== name);
  return at === -1
    ? null
    : `${got[at] ?? 'nothing'} stands where ${wanted[at] ?? 'nothing'} does in FreeSWITCH`;
}
