import type { CallDetail, TimelineEntry } from '../../server/contract/rest';
import type { BarKind, CallTimeline, TimelineBar, TimelineLane } from '../../server/contract/timeline';

/** How a bar looks; the word on it says the same. */
export type BarTone = 'plain' | 'wait' | 'good' | 'own' | 'bad' | 'kept' | 'masked';

const tones: Readonly<Record<BarKind, BarTone>> = {
  'in-flow': 'plain',
  waiting: 'wait',
  dialing: 'wait',
  talking: 'good',
  music: 'wait',
  parked: 'wait',
  connecting: 'wait',
  connected: 'good',
  node: 'plain',
  ringing: 'wait',
  holding: 'wait',
  consulting: 'own',
  three: 'good',
  asked: 'own',
  away: 'bad',
  'wrap-up': 'plain',
  recording: 'kept',
  masked: 'masked',
};
const badOutcomes: readonly (string | null)[] = ['missed', 'declined', 'failed', 'abandoned', 'lost'];

export const barTone = ({ kind, outcome }: Pick<TimelineBar, 'kind' | 'outcome'>): BarTone =>
  badOutcomes.includes(outcome) ? 'bad' : tones[kind];

/** Pieces of a lane's line, from the left, as shares of the whole. */
export interface Span {
  readonly left: number;
  readonly width: number;
}

export function spanOf({ fromMs, toMs }: Pick<TimelineBar, 'fromMs' | 'toMs'>, untilMs: number): Span {
  const whole = Math.max(1, untilMs);
  return { left: fromMs / whole, width: (toMs - fromMs) / whole };
}

const STEPS_S = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400];

/** Where the axis has a time written, ms: at even times, as many as there is room for. */
export function ticksOf(untilMs: number, most: number): readonly number[] {
  const step = 1000 * (STEPS_S.find((each) => untilMs / (each * 1000) <= most) ?? 86_400);
  return Array.from({ length: Math.floor(untilMs / step) + 1 }, (_, nth) => nth * step);
}

/** "fault-report" → "Fault report" */
export function humanised(node: string): string {
  const words = node.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function nodeTitle(
  node: Pick<NonNullable<TimelineBar['node']>, 'id' | 'name'>,
  language: 'zh-CN' | 'en-US',
): string {
  return node.name?.[language] ?? humanised(node.id);
}

/** What stands as a sign of its own on a lane; everything else is in a bar, or only in the list. */
const signTypes: readonly string[] = [
  'call.step-reached',
  'call.wait-told',
  'disposition.set',
  'call.quality-measured',
  'ivr.survey-answered',
  'work-order.created',
  'text.queued',
  'fax.queued',
  'callback.requested',
  'call.recording-played',
];

export interface LaneSign {
  readonly entry: TimelineEntry;
  readonly atMs: number;
}

export function signsOf(
  { marks }: TimelineLane,
  { timeline }: Pick<CallDetail, 'timeline'>,
): readonly LaneSign[] {
  return marks.flatMap(({ eventId, type, atMs }) => {
    const entry = signTypes.includes(type) ? timeline.find((each) => each.eventId === eventId) : undefined;
    return entry ? [{ entry, atMs }] : [];
  });
}

/** Lanes on which there is something to see. */
export const shownLanes = (
  timeline: CallTimeline,
  call: Pick<CallDetail, 'timeline'>,
): readonly TimelineLane[] =>
  timeline.lanes.filter((lane) => lane.bars.length > 0 || signsOf(lane, call).length > 0);

/** The listed step that says what an event is about: its own, or the last one before it. */
export function stepFor(
  eventId: string,
  { timeline }: Pick<CallDetail, 'timeline'>,
  isListed: (eventId: string) => boolean,
): string | null {
  const place = timeline.findIndex((entry) => entry.eventId === eventId);
  return timeline.slice(0, place + 1).findLast((entry) => isListed(entry.eventId))?.eventId ?? null;
}
