import type { RecordingView, Waveform } from '../../server/contract/recordings';
import type { CallDetail } from '../../server/contract/rest';
import { timelineSteps, type TimelineStep } from './call-timeline';

/** Steps that are so near each other on the picture that one mark stands for all. */
export interface PlayerMark {
  readonly atMs: number;
  /** From the left, 0 to 1. */
  readonly share: number;
  readonly steps: readonly TimelineStep[];
}

/** What nobody hears: from and to as shares of the whole. */
export interface MaskedSpan {
  readonly from: number;
  readonly to: number;
}

/** The sides of the file, as people know them. */
export const listenedSides = ['both', 'caller', 'agent'] as const;
export type ListenedSide = (typeof listenedSides)[number];

export const speeds = [0.75, 1, 1.25, 1.5, 2] as const;

/** As wide as a mark that a finger finds. */
const NEAR = 0.058;
/** The switch begins and ends its file a little beside the steps that it begins and ends with. */
const AROUND_MS = 1500;
const STEP_MS = 5000;
const PAGE_MS = 30_000;

/** What was done with the recording afterwards is no place in it. */
const isHeardIn = ({ text }: TimelineStep): boolean =>
  ![
    'call-recording-played',
    'call-recording-refused',
    'call-recording-held',
    'call-recording-released',
    'call-recording-deleted',
    'review-finished',
  ].includes(text);

/** The steps of the call within the recording; a click on one jumps there. */
export function playerMarks(
  call: Pick<CallDetail, 'startedAt' | 'timeline'>,
  { startedAt, ms }: Pick<RecordingView, 'startedAt' | 'ms'>,
): readonly PlayerMark[] {
  if (ms === null || ms <= 0) return [];
  const from = Date.parse(startedAt);
  const marks: { atMs: number; share: number; steps: TimelineStep[] }[] = [];
  for (const step of timelineSteps(call).filter(isHeardIn)) {
    const since = step.at - from;
    if (since < -AROUND_MS || since > ms + AROUND_MS) continue;
    const atMs = Math.min(ms, Math.max(0, since));
    const share = atMs / ms;
    const last = marks.at(-1);
    if (last && share - last.share < NEAR) last.steps.push(step);
    else marks.push({ atMs, share, steps: [step] });
  }
  return marks;
}

export function maskedSpans({ paused, ms }: Pick<RecordingView, 'paused' | 'ms'>): readonly MaskedSpan[] {
  if (ms === null || ms <= 0) return [];
  const share = (at: number): number => Math.min(1, Math.max(0, at / ms));
  return paused
    .map(({ fromMs, toMs }) => ({ from: share(fromMs), to: share(toMs ?? ms) }))
    .filter(({ from, to }) => to > from);
}

/** Where a key on the waveform leads, ms; null: the key means nothing there. */
export function seekByKey(key: string, atMs: number, ms: number): number | null {
  const to: Readonly<Record<string, number>> = {
    ArrowLeft: atMs - STEP_MS,
    ArrowDown: atMs - STEP_MS,
    ArrowRight: atMs + STEP_MS,
    ArrowUp: atMs + STEP_MS,
    PageDown: atMs - PAGE_MS,
    PageUp: atMs + PAGE_MS,
    Home: 0,
    End: ms,
  };
  const wanted = to[key];
  return wanted === undefined ? null : Math.min(ms, Math.max(0, wanted));
}

/** A picture of both sides, the caller above the line and the agent below it, in a box of `count` by 2. */
export function waveformPaths(
  { left, right }: Waveform,
  most: number,
): { caller: string; agent: string; count: number } {
  const count = Math.min(most, left.length);
  const loudest = Math.max(1, ...left, ...right);
  const bars = (side: readonly number[], direction: 1 | -1): string =>
    Array.from({ length: count }, (_, bar) => {
      const [from, to] = [
        Math.floor((bar * side.length) / count),
        Math.floor(((bar + 1) * side.length) / count),
      ];
      const peak = Math.max(...side.slice(from, Math.max(to, from + 1)));
      // Of the root: speech is soft for the most part, and is to be seen.
      const height = Math.sqrt(peak / loudest);
      return `M${String(bar + 0.5)} 1v${(direction * Math.max(0.02, height)).toFixed(3)}`;
    }).join('');
  return { caller: bars(left, -1), agent: bars(right, 1), count };
}
