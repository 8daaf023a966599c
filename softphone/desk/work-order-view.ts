/** What a desk shows of work orders, without React and without words: the screens have those. */
import type {
  MoveName,
  OrderDetail,
  OrderPriority,
  OrderState,
  OrderSummary,
} from '../../server/contract/tickets';
import { cleanDialString } from './phone-number';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** From here on a promise is pressing; the server's 'soon' is the same. */
const soonMs = 4 * hour;

/** paused: the customer must do something first; over: answered, closed or cancelled. */
export type Due =
  | { readonly name: 'running' | 'soon' | 'late'; readonly leftMs: number }
  | { readonly name: 'paused' | 'over' };

export function dueOf(
  order: Pick<OrderSummary, 'dueAt' | 'state' | 'breachedAt' | 'closedAt'>,
  now: number,
): Due {
  if (order.dueAt === null) return { name: order.state === 'waiting-for-customer' ? 'paused' : 'over' };
  const leftMs = Date.parse(order.dueAt) - now;
  return { name: leftMs < 0 ? 'late' : leftMs < soonMs ? 'soon' : 'running', leftMs };
}

export interface Span {
  readonly unit: 'days' | 'hours' | 'minutes';
  /** The whole units, and what is left of the next smaller one. */
  readonly count: number;
  readonly rest: number;
}

/** A time as people say it: "2 days 3 hours", "3 hours 20 minutes", "5 minutes". Its sign does not matter. */
export function spanOf(ms: number): Span {
  const length = Math.abs(ms);
  if (length >= day) {
    return { unit: 'days', count: Math.floor(length / day), rest: Math.floor((length % day) / hour) };
  }
  if (length >= hour) {
    return { unit: 'hours', count: Math.floor(length / hour), rest: Math.floor((length % hour) / minute) };
  }
  return { unit: 'minutes', count: Math.floor(length / minute), rest: 0 };
}

export interface Promised {
  readonly count: number;
  readonly unit: 'minutes' | 'hours' | 'days' | 'workingDays';
}

/** A type's promise as its configuration writes it ('30m', '4h', '7d', '2 working days'); null: something else. */
export function promiseOf(text: string): Promised | null {
  const match = /^(\d+)\s*(m|h|d|working days?)$/.exec(text.trim());
  if (!match) return null;
  const units = { m: 'minutes', h: 'hours', d: 'days' } as const;
  const unit = match[2] ?? '';
  return { count: Number(match[1]), unit: unit in units ? units[unit as keyof typeof units] : 'workingDays' };
}

/** '263260179' as it is read out: year, day, the day's order, check digit. */
export function groupSerial(serial: string): string {
  return serial.replace(/^(\d{2})(\d{3})(\d+)(\d)$/, '$1 $2 $3 $4');
}

/** What was typed into the one search box: a serial number, a telephone number, or words. */
export function searchOf(typed: string): { serial?: string; number?: string; search?: string } {
  const text = typed.trim();
  if (text === '') return {};
  const digits = cleanDialString(text);
  if (/^\+\d{5,15}$/.test(digits)) return { number: digits };
  if (!/^\d{5,12}$/.test(digits)) return { search: text };
  // Serials begin with a year, as no area code and no mobile number does.
  const isSerial = /^[2-9]\d{8,10}$/.test(digits);
  return isSerial ? { serial: digits } : { number: digits };
}

/** What a move asks for. '!' behind it: it cannot be left out. */
export type MoveField =
  'comment' | 'comment!' | 'result!' | 'agent!' | 'desk!' | 'outcome!' | 'priority' | 'survey';

/** Moves without fields are done at once. */
export const moveFields: Readonly<Record<MoveName, readonly MoveField[]>> = {
  take: [],
  start: [],
  release: [],
  resume: [],
  'next-stage': ['comment'],
  assign: ['agent!', 'comment'],
  wait: ['comment!'],
  'hand-over': ['desk!', 'comment!'],
  resolve: ['result!'],
  'report-return-call': ['outcome!', 'comment'],
  close: ['survey', 'comment'],
  reopen: ['comment!'],
  cancel: ['comment!'],
  escalate: ['priority', 'comment!'],
};

/** The step that carries an order on, by state; the first that may be done is the big button. */
const nextMoves: Readonly<Record<OrderState, readonly MoveName[]>> = {
  open: ['take', 'start', 'assign'],
  assigned: ['start', 'take'],
  'in-progress': ['resolve'],
  'waiting-for-customer': ['resume'],
  'return-call': ['report-return-call', 'take'],
  resolved: ['close'],
  closed: [],
  cancelled: [],
};

/** The contract's own list would bring its schemas to the browser. */
export const orderStates = Object.keys(nextMoves) as OrderState[];

const ranks: Readonly<Record<OrderPriority, number>> = { low: 0, normal: 1, high: 2, urgent: 3 };
/** From the least to the most pressing. */
export const orderPriorities = Object.keys(ranks) as OrderPriority[];

const order: readonly MoveName[] = [
  'take',
  'start',
  'resume',
  'next-stage',
  'resolve',
  'report-return-call',
  'close',
  'wait',
  'assign',
  'hand-over',
  'release',
  'escalate',
  'reopen',
  'cancel',
];

/** Buttons of an order: one to go on with, and the others in an order that never changes. */
export function movesOf({ state, moves }: Pick<OrderDetail, 'state' | 'moves'>): {
  readonly next: MoveName | null;
  readonly others: readonly MoveName[];
} {
  const may = order.filter((move) => moves.includes(move));
  const next = nextMoves[state].find((move) => may.includes(move)) ?? null;
  // Whoever takes an order from its desk begins it after that, by the next button.
  const hidden: readonly (MoveName | null)[] = state === 'open' ? [next, 'start'] : [next];
  return { next, others: may.filter((move) => !hidden.includes(move)) };
}

export interface MoveValues {
  readonly comment: string;
  readonly result: string;
  readonly agentId: string;
  readonly desk: string | null;
  readonly outcome: 'reached' | 'not-reached' | null;
  readonly priority: string | null;
  readonly survey: boolean;
}

/** The body of the move's request; null while something it needs is missing. */
export function moveBody(move: MoveName, values: MoveValues): Readonly<Record<string, unknown>> | null {
  const body: Record<string, unknown> = {};
  for (const field of moveFields[move]) {
    const name = field.replace('!', '') as 'comment' | 'result' | 'agent' | 'desk' | 'outcome' | 'priority';
    const key = name === 'agent' ? 'agentId' : name;
    const value = values[key];
    const given = typeof value === 'string' ? value.trim() : value;
    if (given !== null && given !== '') body[key] = given;
    else if (field.endsWith('!')) return null;
  }
  const agentId = body['agentId'];
  return typeof agentId === 'string' && !/^\d{1,8}$/.test(agentId) ? null : body;
}

/** What an event of the chain says beside its name, to be shown under it. */
export function eventNote(data: Readonly<Record<string, unknown>>): string {
  const words = ['text', 'result', 'comment', 'name'].map((name) => data[name]);
  return words.filter((word): word is string => typeof word === 'string' && word !== '').join('\n');
}

/** "1.4 MB", "12 KB": near enough to know what one downloads. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${String(bytes)} B`;
  const kilo = bytes / 1024;
  return kilo < 1024 ? `${kilo.toFixed(0)} KB` : `${(kilo / 1024).toFixed(1)} MB`;
}
