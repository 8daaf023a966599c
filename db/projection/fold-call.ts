import { callQualitySchema, type CallQuality } from '../../server/contract/quality';
import type { RecordingRecord } from '../../server/contract/recordings';
import { callDirectionSchema, type CallDetail, type CallSummary } from '../../server/contract/rest';
import { between, count, text, uuid, word } from './event-fields';
import { foldLegs, type LegFacts } from './fold-legs';
import { foldRecordingFiles, foldRecordings, type RecordingFile } from './fold-recordings';
import { outcomeOf } from './outcome';
import { byPosition, type StoredEvent } from './stored-event';
import { TalkClock } from './talk-clock';

export interface CallFacts {
  readonly callId: string;
  readonly direction: CallSummary['direction'];
  readonly switchId: string | null;
  readonly callerNumber: string;
  readonly callerName: string;
  readonly dialedNumber: string;
  readonly customerId: string | null;
  readonly agentId: string | null;
  readonly queueId: string | null;
  readonly topic: string | null;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly outcome: CallDetail['outcome'];
  readonly waitMs: number | null;
  readonly talkMs: number | null;
  readonly connectedMs: number | null;
  readonly quality: CallQuality | null;
  readonly recordings: readonly RecordingRecord[];
  readonly dispositionCode: string | null;
  readonly note: string;
  readonly legs: readonly LegFacts[];
  readonly files: readonly RecordingFile[];
}

/** Events that say something about the record of a call or its legs; the others are timeline only. */
export const RECORD_EVENTS: readonly string[] = [
  'call.started',
  'call.identified',
  'call.queued',
  'call.talking',
  'call.passed',
  'call.taken-over',
  'call.transferred',
  'call.connected',
  'call.returned',
  'call.parked',
  'call.agent-lost',
  'call.abandoned',
  'call.dial-failed',
  'call.ended',
  'call.quality-measured',
  'call.recording-started',
  'call.recording-paused',
  'call.recording-resumed',
  'call.recording-stopped',
  'call.recording-finished',
  'call.recording-failed',
  'attempt.reached',
  'ivr.message-recorded',
  'attempt.heard',
  'ivr.left',
  'disposition.set',
  'leg.started',
  'leg.answered',
  'leg.ended',
];

/**
 * The record of a call from all its events known so far. Computed anew from the log whenever an event is added,
 * so order of arrival, repetition and batching cannot make a difference, and a rebuild is the same computation.
 */
export function foldCall(callId: string, unordered: readonly StoredEvent[]): CallFacts | null {
  const events = withoutUnheard(
    unordered.filter((event) => RECORD_EVENTS.includes(event.type)).sort(byPosition),
  );
  const first = events[0];
  if (!first) return null;
  const started = events.find((event) => event.type === 'call.started');
  const ended = events.find((event) => event.type === 'call.ended');
  const talk = new TalkClock(events);
  const direction = directionOf(started, events);
  return {
    callId,
    direction,
    ...partiesOf(started),
    customerId: customerOf(events),
    agentId: agentOf(events, started),
    queueId: lastOf(events, (event) => event.queueId ?? undefined),
    topic: lastOf(events, topicOf),
    startedAt: (started ?? first).at,
    endedAt: ended?.at ?? null,
    outcome: outcomeOf({
      direction,
      ended: ended !== undefined,
      hasTalked: talk.hasTalked,
      wasAbandoned: has(events, 'call.abandoned'),
      wasQueued: has(events, 'call.queued'),
      wasReached: has(events, 'attempt.reached') && !events.some(isMachine),
      by: (ended && word(ended.data, 'by')) ?? null,
      cause: (ended && word(ended.data, 'cause')) ?? null,
      from: (ended && word(ended.data, 'from')) ?? null,
    }),
    waitMs: waitOf(events, ended),
    talkMs: talk.totalMs,
    connectedMs: connectedOf(events, ended),
    quality: qualityOf(events),
    recordings: foldRecordings(events),
    ...dispositionOf(events),
    legs: foldLegs(events),
    files: foldRecordingFiles(events),
  };
}

/** An agent who was gone before the two were bridged has talked with nobody. */
function withoutUnheard(events: readonly StoredEvent[]): readonly StoredEvent[] {
  const legOf = (event: StoredEvent) => word(event.data, 'agentLegId');
  const unheard = events
    .filter((event) => event.type === 'call.agent-lost' && event.data['neverHeard'] === true)
    .map(legOf);
  if (unheard.length === 0) return events;
  return events.filter((event) => event.type !== 'call.talking' || !unheard.includes(legOf(event)));
}

/** Who answered was no person. */
const isMachine = ({ type, data }: StoredEvent): boolean =>
  type === 'attempt.heard' && (data['answerer'] === 'machine' || data['answerer'] === 'fax');

const has = (events: readonly StoredEvent[], type: string): boolean =>
  events.some((event) => event.type === type);

function lastOf<Value>(
  events: readonly StoredEvent[],
  read: (event: StoredEvent) => Value | undefined,
): Value | null {
  for (let index = events.length - 1; index >= 0; index -= 1) {
    const event = events[index];
    const value = event && read(event);
    if (value !== undefined) return value;
  }
  return null;
}

/** Without its start, a failed dial tells an outbound call; anything else is taken for inbound. */
function directionOf(
  started: StoredEvent | undefined,
  events: readonly StoredEvent[],
): CallSummary['direction'] {
  const said = started && word(started.data, 'direction');
  const known = callDirectionSchema.safeParse(said);
  if (known.success) return known.data;
  const dialled =
    has(events, 'call.dial-failed') ||
    events.some((event) => event.type === 'call.ended' && event.data['from'] === 'dialing');
  return dialled ? 'outbound' : 'inbound';
}

function partiesOf(started: StoredEvent | undefined) {
  const data = started?.data ?? {};
  return {
    switchId: word(data, 'switchId') ?? null,
    callerNumber: text(data, 'callerNumber', 64) ?? '',
    callerName: text(data, 'callerName', 200) ?? '',
    dialedNumber: text(data, 'dialedNumber', 64) ?? '',
  };
}

/** The latest word on who it was; "nobody known" is a word too. */
function customerOf(events: readonly StoredEvent[]): string | null {
  return lastOf(events, (event) => {
    if (event.type !== 'call.started' && event.type !== 'call.identified') return undefined;
    if (event.type === 'call.identified' && event.data['customerId'] === null) return null;
    return uuid(event.data, 'customerId');
  });
}

function agentOf(events: readonly StoredEvent[], started: StoredEvent | undefined): string | null {
  const talked = lastOf(events, (event) =>
    event.type === 'call.talking' ? (event.agentId ?? undefined) : undefined,
  );
  const dialled = lastOf(events, (event) =>
    event.type === 'call.dial-failed' ? (event.agentId ?? undefined) : undefined,
  );
  return talked ?? started?.agentId ?? dialled;
}

function topicOf(event: StoredEvent): string | undefined {
  return event.type === 'call.queued' || event.type === 'ivr.left' ? word(event.data, 'topic') : undefined;
}

/** In the queue until first talking; for a call nobody answered, until it ended. null when it never waited. */
function waitOf(events: readonly StoredEvent[], ended: StoredEvent | undefined): number | null {
  const queued = events.find((event) => event.type === 'call.queued');
  const talking = events.find((event) => event.type === 'call.talking');
  if (talking) return count(talking.data, 'waitMs') ?? (queued ? between(queued.at, talking.at) : null);
  const abandoned = events.find((event) => event.type === 'call.abandoned');
  const told = abandoned && count(abandoned.data, 'waitedMs');
  if (told !== undefined) return told;
  const end = abandoned ?? ended;
  return queued && end ? between(queued.at, end.at) : null;
}

/** From the moment an agent or the flow put caller and far party together until the end. null when nobody did. */
function connectedOf(events: readonly StoredEvent[], ended: StoredEvent | undefined): number | null {
  const connected = events.find((event) => event.type === 'call.connected');
  if (!connected) return (ended && count(ended.data, 'connectedMs')) ?? null;
  return ended ? between(connected.at, ended.at) : null;
}

/** An agent who came back had several legs: the worst is what people remember. */
function qualityOf(events: readonly StoredEvent[]): CallQuality | null {
  const measured = events.flatMap((event) => {
    if (event.type !== 'call.quality-measured') return [];
    const { data } = callQualitySchema.safeParse(event.data);
    return data ? [data] : [];
  });
  return measured.sort((one, other) => one.mos - other.mos)[0] ?? null;
}

function dispositionOf(events: readonly StoredEvent[]): { dispositionCode: string | null; note: string } {
  const set = lastOf(events, (event) => (event.type === 'disposition.set' ? event : undefined));
  return {
    dispositionCode: (set && word(set.data, 'dispositionCode')) ?? null,
    note: (set && text(set.data, 'note')) ?? '',
  };
}
