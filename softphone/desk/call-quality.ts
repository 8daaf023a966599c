import type { CallQuality, QualityWarning } from '../../server/contract/quality';

/** What one look at a leg's statistics says; counts since its beginning. */
export interface QualitySample {
  /** ms on the page's clock. */
  readonly at: number;
  readonly received: number;
  readonly lost: number;
  readonly jitterMs: number;
  readonly roundTripMs: number | null;
  /** How loud the microphone is, 0 to 1; null when the browser does not say. */
  readonly microphone: number | null;
  /** How loud the far side is, 0 to 1; null when the browser does not say. */
  readonly heard: number | null;
}

/** One second of a leg. */
export interface QualitySecond {
  readonly lossPercent: number;
  readonly jitterMs: number;
  readonly roundTripMs: number | null;
  readonly mos: number;
}

/** What is between two looks; null while no packet was due. */
export function secondBetween(before: QualitySample, after: QualitySample): QualitySecond | null {
  const received = after.received - before.received;
  const lost = Math.max(0, after.lost - before.lost);
  if (received + lost <= 0) return null;
  const lossPercent = (100 * lost) / (received + lost);
  const { jitterMs, roundTripMs } = after;
  return { lossPercent, jitterMs, roundTripMs, mos: mosOf({ lossPercent, jitterMs, roundTripMs }) };
}

/**
 * A mean opinion score from what a browser measures, by the E-model as it is commonly cut down: delay costs little up to
 * 160 ms and more above it, each percent of lost packets 2.5 points of R.
 */
export function mosOf({
  lossPercent,
  jitterMs,
  roundTripMs,
}: Pick<QualitySecond, 'lossPercent' | 'jitterMs' | 'roundTripMs'>): number {
  // Half of the round trip, and what the jitter buffer and the codec add.
  const delayMs = (roundTripMs ?? 0) / 2 + 2 * jitterMs + 10;
  const delay = delayMs < 160 ? delayMs / 40 : (delayMs - 120) / 10;
  const r = Math.max(0, Math.min(93.2, 93.2 - delay - 2.5 * lossPercent));
  const mos = 1 + 0.035 * r + 0.000007 * r * (r - 60) * (100 - r);
  return Math.max(1, Math.min(4.5, mos));
}

interface Rule {
  readonly warning: Exclude<QualityWarning, 'microphone-silent'>;
  readonly isBad: (second: QualitySecond) => boolean;
}

const rules: readonly Rule[] = [
  { warning: 'mos', isBad: ({ mos }) => mos < 3 },
  { warning: 'loss', isBad: ({ lossPercent }) => lossPercent > 1 },
  { warning: 'jitter', isBad: ({ jitterMs }) => jitterMs > 30 },
  { warning: 'round-trip', isBad: ({ roundTripMs }) => (roundTripMs ?? 0) > 400 },
];

/** Three bad seconds of the last five raise a warning, five good ones clear it: one bad second tells nobody anything. */
const WINDOW = 5;
const RAISE = 3;
/** A line that loses a little all the time. */
const AVERAGE_WINDOW = 7;
const AVERAGE_LOSS_PERCENT = 3;

/** The warnings after another second; `newest` are the seconds so far, the newest last. */
export function warningsAfter(
  standing: readonly QualityWarning[],
  newest: readonly QualitySecond[],
): QualityWarning[] {
  const window = newest.slice(-WINDOW);
  return rules.flatMap(({ warning, isBad }) => {
    const bad = window.filter(isBad).length + (warning === 'loss' && losesAllTheTime(newest) ? RAISE : 0);
    const stays = bad >= RAISE || (bad > 0 && standing.includes(warning));
    return stays ? [warning] : [];
  });
}

function losesAllTheTime(newest: readonly QualitySecond[]): boolean {
  const window = newest.slice(-AVERAGE_WINDOW);
  if (window.length < AVERAGE_WINDOW) return false;
  return average(window.map(({ lossPercent }) => lossPercent)) > AVERAGE_LOSS_PERCENT;
}

/** A dead microphone gives nothing at all; a person who listens is still heard breathing. */
const SILENCE = 0.0005;
const SILENT_FROM_THE_BEGINNING = 8;
const SILENT_LATER = 40;

/** Whether the microphone has been dead for long; `levels` one a second, of the time it was not muted. */
export function isMicrophoneSilent(levels: readonly (number | null)[]): boolean {
  const isSound = (level: number | null): boolean => level === null || level > SILENCE;
  const wasHeard = levels.some(isSound);
  const needed = wasHeard ? SILENT_LATER : SILENT_FROM_THE_BEGINNING;
  return levels.length >= needed && !levels.slice(-needed).some(isSound);
}

export type QualityGrade = 'good' | 'fair' | 'poor';

/** What the sign shows. */
export function gradeOf(newest: readonly QualitySecond[], warnings: readonly QualityWarning[]): QualityGrade {
  const mos = average(newest.slice(-WINDOW).map((second) => second.mos));
  if (warnings.includes('mos') || mos < 3) return 'poor';
  return warnings.some((warning) => warning !== 'microphone-silent') || mos < 3.6 ? 'fair' : 'good';
}

/** The whole leg, for its record; null when nothing was measured. */
export function summaryOf(
  seconds: readonly QualitySecond[],
  first: QualitySample | null,
  last: QualitySample | null,
  warnings: ReadonlySet<QualityWarning>,
): CallQuality | null {
  if (seconds.length === 0 || !first || !last) return null;
  const received = last.received - first.received;
  const lost = Math.max(0, last.lost - first.lost);
  const trips = seconds.flatMap(({ roundTripMs }) => (roundTripMs === null ? [] : [roundTripMs]));
  return {
    seconds: Math.max(1, Math.round((last.at - first.at) / 1000)),
    mos: rounded(average(seconds.map(({ mos }) => mos)), 2),
    worstMos: rounded(worstWindow(seconds), 2),
    lossPercent: rounded((100 * lost) / Math.max(1, received + lost), 2),
    jitterMs: rounded(Math.min(60_000, average(seconds.map(({ jitterMs }) => jitterMs))), 1),
    roundTripMs: trips.length === 0 ? null : rounded(Math.min(60_000, average(trips)), 0),
    warnings: [...warnings],
  };
}

function worstWindow(seconds: readonly QualitySecond[]): number {
  const size = Math.min(WINDOW, seconds.length);
  let worst = Infinity;
  for (let from = 0; from + size <= seconds.length; from += 1) {
    worst = Math.min(worst, average(seconds.slice(from, from + size).map(({ mos }) => mos)));
  }
  return worst;
}

const average = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));
