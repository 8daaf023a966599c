import type { TimelineEntry } from '../../contract/rest';
import type { LaneSubject } from './lane-builder';

const CALLER: LaneSubject = { kind: 'caller' };
const QUEUE: LaneSubject = { kind: 'queue' };

const queueTypes: readonly string[] = [
  'call.queued',
  'call.step-reached',
  'call.left-queue',
  'call.wait-told',
  'call.abandoned',
  'call.moved',
];
const farTypes: readonly string[] = [
  'call.connecting',
  'call.connect-failed',
  'call.connected',
  'call.transfer-failed',
];
/** What is about the whole call, whoever had a hand in it. */
const callerTypes: readonly string[] = ['call.started', 'call.identified', 'call.dial-failed', 'call.ended'];
const legTypes: readonly string[] = ['leg.started', 'leg.answered', 'leg.ended'];

/** Which lane an event is about. `legs`: lanes of the legs that are known by now. */
export function laneOf(entry: TimelineEntry, legs: ReadonlyMap<string, LaneSubject>): LaneSubject {
  const { type, agentId, legId, data } = entry;
  const [family = ''] = type.split('.');
  if (type.startsWith('call.recording-')) return { kind: 'recording' };
  if (type === 'call.quality-measured' || type === 'review.finished') return { kind: 'quality' };
  if (type === 'ivr.survey-answered') return { kind: 'survey' };
  if (family === 'ivr') return { kind: 'flow' };
  if (['work-order', 'text', 'fax', 'callback'].includes(family)) return { kind: 'orders' };
  if (queueTypes.includes(type)) return QUEUE;
  if (legTypes.includes(type)) return legLane(entry, legs);
  if (farTypes.includes(type) && legId !== null)
    return legs.get(legId) ?? { kind: 'far-party', legId, number: word(data['number']) };
  if (callerTypes.includes(type)) return CALLER;
  const whose = agentId ?? word(data['toAgentId']);
  return whose === null ? CALLER : { kind: 'agent', agentId: whose };
}

function legLane(
  { agentId, legId, data }: TimelineEntry,
  legs: ReadonlyMap<string, LaneSubject>,
): LaneSubject {
  const known = legs.get(legId ?? '');
  if (known) return known;
  if (data['role'] === 'far-party' && legId !== null)
    return { kind: 'far-party', legId, number: word(data['number']) };
  return agentId === null ? CALLER : { kind: 'agent', agentId };
}

export const word = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;
