/**
 * How many calls may be on their way so that the cap holds whatever happens, apart from any forecast.
 *
 * Every answer is an event after which the pace is decided again, and calls beyond the free agents can be withdrawn then.
 * What can no longer be helped is what is answered before that takes effect: `surge`. As long as the surge beyond the free
 * agents is no more than the abandons the record has to spare, the cap is never exceeded.
 */
import type { Observed, PaceSettings } from './observed';
import { spareAbandons } from './reached-record';

/** Persons who answer are taken to be no closer together than if all of them did within so many ms. */
const DENSEST_MS = 8000;
/** Whatever was measured, so many of the calls on their way may suddenly be answered by persons. */
const SUDDEN_RATE = 0.5;
/** Standard deviations of a Poisson count that are allowed for. */
const DEVIATIONS = 5;
/** Part of what is to spare that calls are started on: the rest keeps calls from being withdrawn at each abandon. */
const STARTED_ON = 0.85;
/** Part of the free agents that is counted on for it: they are taken before the calls they let start are answered. */
const COVER_COUNTED_ON = 0.5;

export interface Safety {
  /** Free agents nobody who waits has a right to. */
  readonly cover: number;
  /** Abandons the record has to spare, those who already wait without an agent counted as abandoned. */
  readonly spare: number;
  /** So many calls on their way at most when calls are started. */
  readonly mayStartUpTo: number;
  /** Abandons to spare that are left when with so many on their way the worst happens. */
  headroom(onTheWay: number): number;
  /** So many at most at all: what is more is withdrawn. */
  readonly mayStand: number;
}

export function safetyOf(observed: Observed, answerRate: number, settings: PaceSettings): Safety {
  const { agents, calls, inbound, reached } = observed;
  const left = agents.free - inbound.waiting - calls.waiting;
  const cover = Math.max(0, left);
  const stranded = Math.min(calls.waiting, Math.max(0, -left));
  const spare = spareAbandons(reached, settings.abandonCap) - stranded;
  const young = calls.ringing.filter((ms) => ms < settings.leastRingMs).length;
  const fixed = calls.listening;
  const answeredAtOnce = (onTheWay: number): number => {
    const firm = Math.min(onTheWay, fixed + young);
    return firm + surge(onTheWay - firm, Math.max(SUDDEN_RATE, answerRate), settings.reactionMs);
  };
  const exposure = (onTheWay: number): number => Math.max(0, answeredAtOnce(onTheWay) - cover);
  const startedExposure = (onTheWay: number): number =>
    settings.leastRingMs > 0
      ? // What is started now is too young to be withdrawn.
        Math.max(0, onTheWay - cover)
      : Math.max(0, answeredAtOnce(onTheWay) - cover * COVER_COUNTED_ON);
  const most = settings.mostCalls + fixed + calls.ringing.length;
  return {
    cover,
    spare,
    mayStartUpTo:
      spare <= 0
        ? cover
        : Math.max(
            cover,
            largest(most, (n) => startedExposure(n) <= spare * STARTED_ON),
          ),
    headroom: (onTheWay) => spare - startedExposure(onTheWay),
    mayStand: Math.max(
      cover,
      largest(most, (n) => exposure(n) <= Math.max(0, spare)),
    ),
  };
}

/** So many of the calls on their way may be answered before a withdrawal takes effect. */
function surge(onTheWay: number, answerRate: number, reactionMs: number): number {
  const expected = (onTheWay * answerRate * reactionMs) / DENSEST_MS;
  return Math.min(onTheWay, Math.ceil(expected + DEVIATIONS * Math.sqrt(expected) + 1));
}

/** The largest whole number up to `most` that fits, for something that fits no more once it does not. */
function largest(most: number, fits: (n: number) => boolean): number {
  let [low, high] = [0, most];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
