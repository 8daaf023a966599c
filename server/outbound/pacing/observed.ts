/**
 * What a pace is decided on. Plain data without a clock: whoever drives the campaign counts it at one moment, from its live
 * state (agents, calls) and from what it keeps of the past (`Recent`, `ReachedRecord`).
 */
import type { ReachedRecord } from './reached-record';

/** Only agents who come back to this campaign when they are done: who is about to leave is counted nowhere. */
export interface ObservedAgents {
  /** Ready, and nobody is on the way to them. */
  readonly free: number;
  /** How long each of the others has talked, ms. */
  readonly talking: readonly number[];
  /** How long each has been in wrap-up, ms. */
  readonly wrappingUp: readonly number[];
}

export interface ObservedCalls {
  /** How long each has been on its way, ms since it was started. */
  readonly ringing: readonly number[];
  /** Answered; whether by a person is not known yet. */
  readonly listening: number;
  /** Persons who wait for an agent and are not abandoned yet. */
  readonly waiting: number;
}

/** What the same agents do besides; all zero when they serve this campaign alone. */
export interface ObservedInbound {
  /** Callers who wait for one of these agents now: they come first. */
  readonly waiting: number;
  /** Callers who come for them, a second. */
  readonly arrivalsPerS: number;
}

export interface Observed {
  readonly agents: ObservedAgents;
  readonly calls: ObservedCalls;
  readonly inbound: ObservedInbound;
  readonly reached: ReachedRecord;
}

/** How one attempt ended; `ms` since it was started. A person or a machine ends it by answering. */
export interface EndedAttempt {
  readonly ms: number;
  readonly end: 'person' | 'machine' | 'none';
}

/** One call with an agent. */
export interface Handled {
  readonly talkMs: number;
  readonly wrapUpMs: number;
}

/** The newest of each, oldest first: a few hundred are enough, and the older ones say less of now. */
export interface Recent {
  readonly attempts: readonly EndedAttempt[];
  readonly handled: readonly Handled[];
}

export interface PaceSettings {
  readonly mode: 'progressive' | 'predictive';
  /** Most persons abandoned per person reached, 0 to below 1, over the record's window. */
  readonly abandonCap: number;
  /** Predictive not before so many attempts have ended and so many calls were handled. */
  readonly leastAttempts: number;
  readonly leastHandled: number;
  /** How long a person may wait for an agent before he counts as abandoned. */
  readonly agentWithinMs: number;
  /** From the moment something happens to the moment a call withdrawn because of it can no longer be answered. */
  readonly reactionMs: number;
  /** Calls that have rung for less are not withdrawn, which some laws ask for. 0: any call may be. */
  readonly leastRingMs: number;
  /** Calls on their way at most: what trunks and limits leave. */
  readonly mostCalls: number;
  /** What part of the agents' free time is planned with, 0 to 1, when they serve inbound, too. */
  readonly weight: number;
}

export const defaultPaceSettings: PaceSettings = {
  mode: 'predictive',
  abandonCap: 0.03,
  leastAttempts: 50,
  leastHandled: 20,
  agentWithinMs: 2000,
  reactionMs: 300,
  leastRingMs: 0,
  mostCalls: 2000,
  weight: 1,
};
