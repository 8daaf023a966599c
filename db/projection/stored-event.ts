import type { DomainEvent } from '../../server/contract/events';
import { isUuid } from './event-fields';

/** An event as the log keeps it: what both the live projection and a rebuild compute from. */
export interface StoredEvent {
  readonly eventId: string;
  /** bigint columns arrive as text. */
  readonly streamMs: string;
  readonly streamSeq: string;
  readonly type: string;
  readonly at: Date;
  readonly callId: string | null;
  readonly agentId: string | null;
  readonly queueId: string | null;
  readonly legId: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

const POSITION = /^(0|[1-9]\d{0,17})-(0|[1-9]\d{0,17})$/;
const LATEST = 8.64e15;
/** A subject is an id or a short name; anything longer is junk that must not fill an index. */
const LONGEST_SUBJECT = 200;

/** null when the event cannot be stored under its id at all. */
export function toStored(event: DomainEvent): StoredEvent | null {
  const position = POSITION.exec(event.id);
  if (!position || !Number.isFinite(event.at) || Math.abs(event.at) > LATEST) return null;
  return {
    eventId: event.id,
    streamMs: position[1] ?? '0',
    streamSeq: position[2] ?? '0',
    type: cleanText(event.type),
    at: new Date(event.at),
    callId: channelId(event.callId),
    agentId: subject(event.agentId),
    queueId: subject(event.queueId),
    legId: channelId(event.legId),
    data: cleanData(event.data),
  };
}

/** Oldest first, by position in the stream. */
export function byPosition(one: StoredEvent, other: StoredEvent): number {
  const byMs = BigInt(one.streamMs) - BigInt(other.streamMs);
  const difference = byMs === 0n ? BigInt(one.streamSeq) - BigInt(other.streamSeq) : byMs;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** PostgreSQL stores neither NUL nor half a surrogate pair; a caller's name may hold both. */
export function cleanText(text: string): string {
  return Buffer.from(text.replaceAll('\0', ''), 'utf8').toString('utf8');
}

function subject(value: string | undefined): string | null {
  return value === undefined || value === '' ? null : cleanText(value).slice(0, LONGEST_SUBJECT);
}

/** One spelling of a UUID, so that all events of a call are found together. */
function channelId(value: string | undefined): string | null {
  const id = subject(value);
  return id !== null && isUuid(id) ? id.toLowerCase() : id;
}

function cleanData(data: unknown): Record<string, unknown> {
  return isRecord(data) ? (clean(data) as Record<string, unknown>) : {};
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(clean);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [cleanText(key), clean(inner)]));
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
