/**
 * Reads what an event's data should hold (the table in server/contract/events.ts). A field that is absent or of
 * the wrong kind reads as undefined: history is never held up by one malformed value.
 */
type Data = Readonly<Record<string, unknown>>;

const MOST_MS = 2_147_483_647;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const isUuid = (text: string): boolean => UUID.test(text);

export function text(data: Data, name: string, longest = 4000): string | undefined {
  const value = data[name];
  return typeof value === 'string' ? value.slice(0, longest) : undefined;
}

/** A name or code; empty means none. */
export function word(data: Data, name: string): string | undefined {
  return text(data, name, 200) || undefined;
}

export function uuid(data: Data, name: string): string | undefined {
  const value = data[name];
  return typeof value === 'string' && isUuid(value) ? value.toLowerCase() : undefined;
}

/** Milliseconds, or any other count that fits an integer column. */
export function count(data: Data, name: string): number | undefined {
  const value = data[name];
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 && value <= MOST_MS
    ? Math.round(value)
    : undefined;
}

/** Time between two moments as an integer column takes it; a clock that stepped back gives 0. */
export const between = (from: Date, to: Date): number =>
  Math.min(Math.max(to.getTime() - from.getTime(), 0), MOST_MS);

/** Sets of fields a malformed event is told by: named here, wrong kind there. */
export function malformedFields(type: string, data: Data): readonly string[] {
  const expected = EXPECTED[type] ?? {};
  return Object.entries(expected)
    .filter(([name, kind]) => data[name] !== undefined && data[name] !== null && typeof data[name] !== kind)
    .map(([name]) => name);
}

const EXPECTED: Readonly<Record<string, Readonly<Record<string, 'string' | 'number'>>>> = {
  'call.started': {
    direction: 'string',
    callerNumber: 'string',
    callerName: 'string',
    dialedNumber: 'string',
    switchId: 'string',
    customerLegId: 'string',
    agentLegId: 'string',
    customerId: 'string',
  },
  'call.identified': { customerId: 'string' },
  'call.queued': { topic: 'string' },
  'call.talking': { agentLegId: 'string', waitMs: 'number' },
  'call.abandoned': { waitedMs: 'number' },
  'call.ended': { by: 'string', cause: 'string', from: 'string', talkMs: 'number', connectedMs: 'number' },
  'disposition.set': { dispositionCode: 'string', note: 'string' },
  'leg.started': { role: 'string', number: 'string' },
  'leg.ended': { cause: 'string', sipStatus: 'number' },
};
