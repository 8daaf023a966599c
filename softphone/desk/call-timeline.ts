import type { EventType } from '../../server/contract/events';
import type { CallDetail, TimelineEntry } from '../../server/contract/rest';
import { detailsOf, type DetailLine } from './timeline-details';

export type StepTone = 'plain' | 'wait' | 'good' | 'bad' | 'done';
export type StepIcon =
  'call' | 'ivr' | 'key' | 'queue' | 'offer' | 'talk' | 'hold' | 'note' | 'end' | 'person' | 'record';

/** One line of the readable timeline; `text` is a key below `timeline.` in the language files. */
export interface TimelineStep {
  readonly id: string;
  readonly at: number;
  /** Since the call began. */
  readonly afterMs: number;
  readonly text: string;
  readonly values: Readonly<Record<string, string>>;
  /** What more there is to say of it. */
  readonly details: readonly DetailLine[];
  readonly icon: StepIcon;
  readonly tone: StepTone;
}

type Look = readonly [icon: StepIcon, tone: StepTone];

/** What a person reads. Legs and agent states repeat what these already say, in the switch's words. */
const looks: Readonly<Partial<Record<EventType, Look>>> = {
  'call.started': ['call', 'plain'],
  'call.identified': ['person', 'plain'],
  'call.queued': ['queue', 'wait'],
  'call.step-reached': ['queue', 'wait'],
  'call.wait-told': ['queue', 'plain'],
  'call.waits-for': ['queue', 'wait'],
  'call.waiting-refused': ['offer', 'plain'],
  'call.left-queue': ['queue', 'plain'],
  'call.talking': ['talk', 'good'],
  'call.held': ['hold', 'wait'],
  'call.resumed': ['talk', 'good'],
  'call.agent-away': ['hold', 'wait'],
  'call.agent-back': ['talk', 'good'],
  'call.agent-lost': ['end', 'bad'],
  'call.transferred': ['offer', 'wait'],
  'call.transfer-failed': ['end', 'bad'],
  'call.consult-started': ['offer', 'wait'],
  'call.consult-answered': ['talk', 'plain'],
  'call.consult-swapped': ['hold', 'plain'],
  'call.merged': ['talk', 'good'],
  'call.consult-left': ['talk', 'plain'],
  'call.consult-failed': ['offer', 'bad'],
  'call.consult-cancelled': ['offer', 'plain'],
  'call.passed': ['talk', 'good'],
  'call.connecting': ['offer', 'wait'],
  'call.connect-failed': ['offer', 'bad'],
  'call.connected': ['talk', 'good'],
  'call.returned': ['ivr', 'plain'],
  'call.parked': ['hold', 'wait'],
  'call.unparked': ['queue', 'plain'],
  'call.abandoned': ['end', 'bad'],
  'call.dial-failed': ['end', 'bad'],
  'call.ended': ['end', 'done'],
  'call.recording-started': ['record', 'plain'],
  'call.recording-paused': ['record', 'wait'],
  'call.recording-resumed': ['record', 'plain'],
  'call.recording-stopped': ['record', 'plain'],
  'call.recording-failed': ['record', 'bad'],
  'call.recording-played': ['record', 'plain'],
  'call.recording-refused': ['record', 'bad'],
  'call.recording-held': ['record', 'plain'],
  'call.recording-released': ['record', 'plain'],
  'call.recording-deleted': ['record', 'done'],
  'review.finished': ['note', 'plain'],
  'ivr.entered': ['ivr', 'plain'],
  'ivr.key-pressed': ['key', 'plain'],
  'ivr.digits-collected': ['key', 'plain'],
  'ivr.wrong-key': ['key', 'wait'],
  'ivr.timed-out': ['ivr', 'wait'],
  'ivr.gave-up': ['ivr', 'bad'],
  'ivr.language-set': ['ivr', 'plain'],
  'ivr.verified': ['key', 'good'],
  'ivr.survey-answered': ['note', 'good'],
  'ivr.message-recorded': ['note', 'plain'],
  'ivr.left': ['ivr', 'plain'],
  'offer.made': ['offer', 'wait'],
  'offer.accepted': ['offer', 'good'],
  'offer.missed': ['offer', 'bad'],
  'offer.declined': ['offer', 'bad'],
  'offer.rescinded': ['offer', 'plain'],
  'offer.failed': ['offer', 'bad'],
  'wrap-up.started': ['note', 'wait'],
  'wrap-up.prolonged': ['note', 'wait'],
  'wrap-up.finished': ['note', 'done'],
  'disposition.set': ['note', 'good'],
  'text.queued': ['note', 'plain'],
  'work-order.created': ['note', 'plain'],
  'work-order.return-call-placed': ['call', 'plain'],
};

export const timelineTypes = Object.keys(looks) as EventType[];

export function timelineSteps(call: Pick<CallDetail, 'startedAt' | 'timeline'>): TimelineStep[] {
  const startedAt = Date.parse(call.startedAt);
  return call.timeline.flatMap((entry) => {
    const look = looks[entry.type as EventType];
    if (!look) return [];
    const at = Date.parse(entry.at);
    const [icon, tone] = look;
    return [
      {
        id: entry.eventId,
        at,
        afterMs: at - startedAt,
        text: entry.type.replace('.', '-'),
        values: valuesOf(entry),
        details: detailsOf(entry),
        icon,
        tone,
      },
    ];
  });
}

/** Every plain value of an entry, by name, so that a sentence may use any of them. */
function valuesOf(entry: TimelineEntry): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(entry.data)) {
    if (['string', 'number', 'boolean'].includes(typeof value)) values[name] = String(value);
  }
  if (entry.agentId !== null) values['agentId'] = entry.agentId;
  if (entry.queueId !== null) values['queueId'] = entry.queueId;
  return values;
}
