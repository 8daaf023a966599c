import type { EventType } from '../contract/events';

/** What a call's events say, in their order; times Unix ms. */
export interface TracedEvent {
  readonly type: string;
  readonly at: number;
  readonly agentId?: string | null;
  readonly queueId?: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

export interface CallSpan {
  /** Within its call; the same each time it is computed. */
  readonly key: string;
  readonly name: string;
  readonly from: number;
  readonly until: number;
  readonly isFault: boolean;
  readonly attributes: SpanAttributes;
}

/** A step of a call: which events begin it, which end it, and what tells several at once apart. */
interface Step {
  readonly name: string;
  readonly begins: readonly string[];
  readonly ends: readonly string[];
  readonly by: (event: TracedEvent) => string;
  readonly faults?: readonly string[];
}

const theOne = (): string => '';
const agent = ({ agentId }: TracedEvent): string => agentId ?? '';
const offer = ({ data: { offerId } }: TracedEvent): string => (typeof offerId === 'string' ? offerId : '');
const OVER: readonly EventType[] = ['call.ended'];
const TALK_ENDS: readonly EventType[] = [
  ...OVER,
  ...(['call.transferred', 'call.returned', 'call.parked', 'call.agent-lost', 'call.passed'] as const),
  ...(['call.taken-over', 'call.connected'] as const),
];

const steps: readonly Step[] = [
  { name: 'flow', begins: ['ivr.entered'], ends: ['ivr.left', ...OVER], by: theOne },
  {
    name: 'queue',
    begins: ['call.queued'],
    ends: ['call.talking', 'call.left-queue', 'call.abandoned', ...OVER],
    by: theOne,
    faults: ['call.abandoned'],
  },
  {
    name: 'offer',
    begins: ['offer.made'],
    ends: ['offer.accepted', 'offer.missed', 'offer.declined', 'offer.failed', 'offer.rescinded'],
    by: offer,
    faults: ['offer.missed', 'offer.failed'],
  },
  { name: 'talk', begins: ['call.talking'], ends: TALK_ENDS, by: theOne, faults: ['call.agent-lost'] },
  { name: 'hold', begins: ['call.held'], ends: ['call.resumed', ...TALK_ENDS], by: theOne },
  {
    name: 'consult',
    begins: ['call.consult-started'],
    ends: [
      ...(['call.consult-left', 'call.consult-failed', 'call.consult-cancelled', 'call.passed'] as const),
      ...(['call.connected', ...OVER] as const),
    ],
    by: theOne,
    faults: ['call.consult-failed'],
  },
  { name: 'wrap-up', begins: ['wrap-up.started'], ends: ['wrap-up.finished'], by: agent },
];

/** What is told of an event: names of things of ours, never a number, a key, a name of a person or a text. */
const TOLD_DATA = ['node', 'pack', 'cause', 'outcome', 'by', 'how', 'why', 'direction', 'switchId', 'topic'];

function attributesOf({ agentId, queueId, data }: TracedEvent): SpanAttributes {
  const told: Record<string, string | number | boolean> = {};
  if (agentId) told['kiloline.agent.id'] = agentId;
  if (queueId) told['kiloline.queue.id'] = queueId;
  for (const name of TOLD_DATA) {
    const value = data[name];
    if (typeof value === 'string' || typeof value === 'boolean') told[`kiloline.${name}`] = value;
  }
  return told;
}

/** The spans of a call that are over: one for all of it, and one for each step. Pure. */
export function spansOf(callId: string, events: readonly TracedEvent[]): CallSpan[] {
  const spans = steps.flatMap((step) => spansOfStep(step, events));
  const started = events.find(({ type }) => type === 'call.started');
  const ended = events.find(({ type }) => type === 'call.ended');
  if (started === undefined || ended === undefined) return [];
  const root: CallSpan = {
    ...{ key: 'call', name: 'call', from: started.at, until: ended.at },
    isFault: ended.data['by'] === 'system',
    attributes: { ...attributesOf(started), ...attributesOf(ended), 'kiloline.call.id': callId },
  };
  return [root, ...spans];
}

function spansOfStep(step: Step, events: readonly TracedEvent[]): CallSpan[] {
  const open = new Map<string, TracedEvent>();
  const spans: CallSpan[] = [];
  for (const event of events) {
    const which = step.by(event);
    const begun = open.get(which);
    const isBegin = step.begins.includes(event.type);
    // Another node, another queue, another agent: what was before is over.
    if (begun !== undefined && (isBegin || step.ends.includes(event.type))) {
      open.delete(which);
      const key = `${step.name}.${String(begun.at)}.${String(spans.length)}`;
      spans.push({
        ...{ key, name: step.name, from: begun.at, until: event.at },
        isFault: step.faults?.includes(event.type) === true,
        attributes: { ...attributesOf(begun), ...attributesOf(event), 'kiloline.ended.by': event.type },
      });
    }
    if (isBegin) open.set(which, event);
  }
  return spans;
}
