import type { CallDetail, TimelineEntry } from '../../contract/rest';
import { laneKinds, type CallTimeline } from '../../contract/timeline';
import { agentReactions } from './agent-lanes';
import { callerReactions } from './caller-lanes';
import { flowReactions } from './flow-lanes';
import type { LaneSubject, PlacedEvent } from './lane-builder';
import { laneOf } from './lane-of';
import { Lanes, type NameOfNode } from './lanes';

export interface TimelineSource extends Pick<CallDetail, 'callId' | 'startedAt' | 'endedAt' | 'direction'> {
  /** Oldest first. */
  readonly timeline: readonly TimelineEntry[];
}

interface TimelineOptions {
  /** Unix ms. */
  readonly now: number;
  readonly nodeName?: NameOfNode;
}

/** What a call was, as bars and marks in lanes. Whatever the events are, bars of one lane do not overlap and no event is left out. */
export function buildTimeline(
  call: TimelineSource,
  { now, nodeName = () => null }: TimelineOptions,
): CallTimeline {
  const startedAt = Date.parse(call.startedAt);
  const lanes = new Lanes(call.direction === 'inbound', nodeName);
  const told = placed(call.timeline, startedAt);
  let endMs = call.endedAt === null ? null : Math.max(0, Date.parse(call.endedAt) - startedAt);
  for (const [entry, event] of told) {
    const about = laneOf(entry, lanes.legs);
    if (entry.type === 'leg.started' && entry.legId !== null) lanes.legs.set(entry.legId, about);
    lanes.lane(about).mark(event);
    for (const reactions of [agentReactions, callerReactions, flowReactions])
      reactions[entry.type]?.(lanes, entry, event);
    if (entry.type === 'call.ended') endMs = event.atMs;
  }
  const shown = Math.max(0, ...lanes.all.map((lane) => lane.reach));
  const untilMs =
    endMs === null ? Math.max(shown, told.at(-1)?.[1].atMs ?? 0, now - startedAt) : Math.max(shown, endMs);
  return {
    ...{ callId: call.callId, startedAt: call.startedAt, untilMs },
    isOver: endMs !== null && lanes.all.every((lane) => !lane.isOpen),
    lanes: lanes.all
      .toSorted((one, other) => rank(one.subject) - rank(other.subject))
      .map((lane) => lane.finish(untilMs))
      .filter(({ bars, marks }) => bars.length > 0 || marks.length > 0),
    later: told.flatMap(([{ eventId, type, at }, { atMs }]) =>
      atMs > untilMs ? [{ eventId, type, at }] : [],
    ),
  };
}

const rank = ({ kind }: LaneSubject): number => laneKinds.indexOf(kind);

/** On the axis; a clock that steps back does not turn the picture round. */
function placed(
  timeline: readonly TimelineEntry[],
  startedAt: number,
): (readonly [TimelineEntry, PlacedEvent])[] {
  let last = 0;
  return timeline.map((entry) => {
    last = Math.max(last, Date.parse(entry.at) - startedAt);
    return [entry, { eventId: entry.eventId, type: entry.type, atMs: last }];
  });
}
