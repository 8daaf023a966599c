import type { SamplingRule, ScoreCard } from '../contract/quality-config';
import type {
  Answers,
  Person,
  Review,
  ReviewComment,
  ReviewQuery,
  ReviewReply,
  ReviewSummary,
  reviewOrigins,
} from '../contract/reviews';
import type { Page } from '../contract/rest';
import type { ReviewMark } from '../contract/review-mark';
import type { Candidate, DrawnBefore } from './sample';

/** An agent's part in a call that is over. */
export interface CallToReview extends Candidate {
  readonly queueId: string | null;
  readonly startedAt: Date;
  readonly talkMs: number | null;
}

export interface ReviewOrder {
  readonly reviewId: string;
  readonly call: CallToReview;
  readonly card: ScoreCard;
  readonly cardVersion: number;
  readonly origin: (typeof reviewOrigins)[number];
  readonly reviewer: Person | null;
  readonly createdAt: Date;
}

/** Calls of a week, of which some are drawn; `week`: its Monday. */
export interface Draw {
  readonly rule: SamplingRule;
  readonly week: string;
  readonly from: Date;
  readonly until: Date;
  readonly choose: (candidates: readonly CallToReview[], drawn: DrawnBefore) => readonly CallToReview[];
  readonly orderOf: (call: CallToReview) => ReviewOrder;
}

/** What a reviewer has written down so far. */
export interface WrittenReview {
  readonly answers: Answers;
  readonly comments: readonly ReviewComment[];
  readonly remark: string;
  /** null: he is not done. */
  readonly finished: (ReviewMark & { readonly at: Date }) | null;
}

export interface AnswerToAgent {
  readonly by: Person;
  readonly text: string;
  readonly at: Date;
  readonly revised: (ReviewMark & { readonly answers: Answers }) | null;
}

/** A mark that the event log has not been told. */
export interface UntoldReview {
  readonly reviewId: string;
  readonly callId: string;
  readonly agentId: string;
  readonly mark: number;
  readonly isRevised: boolean;
}

export interface CalibrationRow {
  readonly calibrationId: string;
  readonly callId: string;
  readonly agentId: string;
  readonly card: ScoreCard;
  readonly createdAt: Date;
  readonly createdBy: Person;
  readonly reviews: readonly {
    readonly reviewer: Person;
    readonly answers: Answers;
    /** null: he is not done. */
    readonly mark: number | null;
    readonly finishedAt: Date | null;
  }[];
}

/**
 * Reviews, and what becomes of them. A change is made only of the state it may follow, so of two people who do the same thing one does it;
 * the others are answered false.
 */
export interface ReviewStore {
  /** null: there is no such call, it is not over, or no agent had it. */
  callToReview(callId: string): Promise<CallToReview | null>;
  /** False: the call is reviewed already, or will be. The same review again is true. */
  add(order: ReviewOrder): Promise<boolean>;
  /** How many were drawn now. Only one draw at a time, whoever makes it. */
  draw(draw: Draw): Promise<number>;
  get(reviewId: string): Promise<Review | null>;
  /** `viewer`: calibrations are seen by their own reviewer alone. `ofAgent`: his finished ones, and no calibration. */
  list(
    query: ReviewQuery,
    who: { readonly viewer: string } | { readonly ofAgent: string },
  ): Promise<Page<ReviewSummary>>;
  write(reviewId: string, reviewer: Person, written: WrittenReview): Promise<boolean>;
  reply(reviewId: string, reply: ReviewReply & { readonly at: Date }): Promise<boolean>;
  answer(reviewId: string, answer: AnswerToAgent): Promise<boolean>;
  untold(): Promise<readonly UntoldReview[]>;
  /** Nothing happens when the mark is another one by now. */
  told(review: UntoldReview): Promise<void>;
  /** False: there is one with this id. */
  addCalibration(calibrationId: string, createdBy: Person, orders: readonly ReviewOrder[]): Promise<boolean>;
  calibrations(): Promise<readonly CalibrationRow[]>;
  /** Who may review: supervisors and admins that may log in. */
  reviewers(): Promise<readonly Person[]>;
}
