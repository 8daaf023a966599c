import { offerReasonSchema, type OfferReason } from '../../server/contract/events';
import { queueStepSchema } from '../../server/contract/queue-config';
import type { TimelineEntry } from '../../server/contract/rest';
import { formatDuration } from './duration';

/** A line below a step of the timeline; `text` is a key below `why.` in the language files. */
export interface DetailLine {
  readonly text: DetailText;
  readonly values: Readonly<Record<string, string>>;
}

export type DetailText =
  | 'first-of'
  | 'first'
  | 'only-one'
  | 'freed'
  | 'sticky'
  | 'handed-over'
  | 'picked-up'
  | 'parked-by'
  | 'idle-for'
  | 'calls-taken'
  | 'talked-for'
  | 'position'
  | 'waited'
  | 'waited-step'
  | 'next-agents'
  | 'next-calls'
  | 'requires'
  | 'requires-nothing'
  | 'groups'
  | 'overflow'
  | 'bonus'
  | 'callback';

const line = (text: DetailText, values: DetailLine['values'] = {}): DetailLine => ({ text, values });

/** Why an offer went where it went, and what a step of a queue changed. Events of older versions tell less. */
export function detailsOf({ type, at, data }: TimelineEntry): readonly DetailLine[] {
  if (type === 'offer.made') {
    const { data: why } = offerReasonSchema.safeParse(data['why']);
    return why ? reasonLines(why, Date.parse(at), Number(data['waitedMs'] ?? 0)) : [];
  }
  return type === 'call.step-reached' ? changeLines(data['change']) : [];
}

function reasonLines(why: OfferReason, at: number, waitedMs: number): readonly DetailLine[] {
  const { by, agentsReady, strategy, stepMs, order, next } = why;
  const waited = formatDuration(waitedMs);
  const chosen = { strategy, count: String(agentsReady ?? 0) };
  const choice = {
    call:
      agentsReady === null
        ? line('first', chosen)
        : line(agentsReady === 1 ? 'only-one' : 'first-of', chosen),
    agent: line('freed'),
    sticky: line('sticky'),
    transfer: line('handed-over'),
    'pick-up': line('picked-up'),
    parked: line('parked-by'),
  }[by];
  const agents = next.flatMap((each) => ('agentId' in each ? [each] : []));
  const named = agents.map((each) =>
    [each.agentId, measure(strategy, each.order, at)].filter(Boolean).join(' · '),
  );
  const after = next.filter((each) => 'callId' in each).length;
  return [
    choice,
    ...(order === undefined ? [] : measureLine(strategy, order, at)),
    stepMs > 0 ? line('waited-step', { waited, after: formatDuration(stepMs) }) : line('waited', { waited }),
    ...(named.length > 0 ? [line('next-agents', { agents: named.join(', ') })] : []),
    ...(after > 0 ? [line('next-calls', { count: String(after) })] : []),
  ];
}

/** What an agent was chosen by, as a person reads it; chance has no measure. */
function measureLine(strategy: OfferReason['strategy'], order: number, at: number): readonly DetailLine[] {
  const value = measure(strategy, order, at);
  switch (strategy) {
    case 'random':
      return [];
    case 'fewest-calls':
      return [line('calls-taken', { value })];
    case 'least-talk-time':
      return [line('talked-for', { value })];
    case 'top-down':
    case 'round-robin':
      return [line('position', { value })];
    default:
      return [line('idle-for', { value })];
  }
}

function measure(strategy: OfferReason['strategy'], order: number, at: number): string {
  switch (strategy) {
    case 'random':
      return '';
    case 'fewest-calls':
      return String(order);
    case 'least-talk-time':
      return formatDuration(order * 1000);
    case 'top-down':
    case 'round-robin':
      return String(order + 1);
    default:
      return formatDuration(at - order);
  }
}

function changeLines(change: unknown): readonly DetailLine[] {
  const { data } = queueStepSchema.omit({ afterS: true }).safeParse(change);
  if (!data) return [];
  const { requires, addGroups, overflowTo, bonusS, offerCallback } = data;
  const skills = Object.entries(requires ?? {}).map(([skill, level]) => `${skill} ${level}`);
  return [
    ...(requires === undefined
      ? []
      : [skills.length > 0 ? line('requires', { skills: skills.join(', ') }) : line('requires-nothing')]),
    ...(addGroups === undefined ? [] : [line('groups', { groups: addGroups.join(', ') })]),
    ...(overflowTo === undefined ? [] : [line('overflow', { queueId: overflowTo })]),
    ...(bonusS === undefined ? [] : [line('bonus', { bonus: formatDuration(bonusS * 1000) })]),
    ...(offerCallback === true ? [line('callback')] : []),
  ];
}
