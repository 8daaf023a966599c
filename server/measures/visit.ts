/** How a stay in a queue ended; *waiting*: it has not. */
export const visitOutcomes = ['waiting', 'answered', 'abandoned', 'left', 'lost'] as const;
export type VisitOutcome = (typeof visitOutcomes)[number];

/** What the agents did for a caller, and what he said of it. */
export interface Handling {
  /** From when an agent has the caller until he has not, holds and consults included. */
  talkMs: number;
  heldMs: number;
  wrapUpMs: number;
  /** After the talk he was asked how satisfied he is; his mark, when he gave one. */
  asked: boolean;
  mark: number | null;
}

/** A call's stay in one queue, and what came of it until the call's next stay. */
export interface Visit extends Handling {
  readonly queueId: string;
  readonly beganAt: Date;
  /** Nobody waits on the line: a callback, which waits as a call of its own. */
  readonly isCallback: boolean;
  outcome: VisitOutcome;
  /** Why he left: 'too-long', 'nobody', 'key', 'callback'; 'moved' when another queue has him. */
  leftBecause: string | null;
  /** Until an agent answered, or he was gone; null while he waits. */
  waitMs: number | null;
  /** Who answered. */
  agentId: string | null;
}

/**
 * What an agent did with a call: *answered* what he was offered or got from a colleague, *dialled* (a callback, too), or let
 * an offer ring out or refused it.
 */
export const stintKinds = ['answered', 'dialled', 'missed', 'declined'] as const;
export type StintKind = (typeof stintKinds)[number];

export interface Stint extends Handling {
  readonly agentId: string;
  readonly queueId: string | null;
  readonly kind: StintKind;
  readonly beganAt: Date;
  /** He talked with somebody; a dialled call may reach nobody. */
  reached: boolean;
  /** He handed the caller to a queue, a colleague or a number. */
  handedOn: boolean;
  /** What a reviewer gave him for it, hundredths of a point from 0 to 100; null: nobody has reviewed it. */
  qualityMark: number | null;
}

/** The best quality mark, in hundredths of a point. */
export const MOST_QUALITY = 10_000;

/** A satisfaction mark from here on counts as satisfied (marks are 1 to 5). */
export const SATISFIED_FROM = 4;
