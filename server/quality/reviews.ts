import type { Role } from '../contract/rest';
import type {
  NewReview,
  Person,
  Review,
  ReviewAnswer,
  ReviewQuery,
  ReviewReply,
  ReviewSummary,
  ReviewWork,
} from '../contract/reviews';
import type { Page } from '../contract/rest';
import type { ScoreCard } from '../contract/quality-config';
import { UserError } from '../errors';
import type { QualityVersions } from './quality-versions';
import { answerFaults, markOf, type ReviewMark } from '../contract/review-mark';
import type { ReviewTeller } from './review-teller';
import type { CallToReview, ReviewStore } from './review-store';

/** Who asks. */
export interface Reader {
  readonly login: string;
  readonly displayName: string;
  readonly role: Role;
  readonly agentId: string | null;
}

interface ReviewsDeps {
  readonly store: ReviewStore;
  readonly versions: Pick<QualityVersions, 'current'>;
  readonly teller: Pick<ReviewTeller, 'tellSoon'>;
  readonly now: () => Date;
}

export const personOf = ({ login, displayName }: Reader): Person => ({ login, name: displayName });

/** What reviewers say of calls, and what the agents say of that. Agents see their own finished reviews and nothing else. */
export class Reviews {
  readonly #deps: ReviewsDeps;

  constructor(deps: ReviewsDeps) {
    this.#deps = deps;
  }

  list(query: ReviewQuery, reader: Reader): Promise<Page<ReviewSummary>> {
    const who = reader.role === 'agent' ? { ofAgent: reader.agentId ?? '' } : { viewer: reader.login };
    return this.#deps.store.list(query, who);
  }

  /** @throws UserError not-found, also when he may not know of it */
  async get(reviewId: string, reader: Reader): Promise<Review> {
    const review = await this.#deps.store.get(reviewId);
    if (!review || !maySee(review, reader)) throw new UserError('not-found', 'There is no such review.');
    return review;
  }

  /** Somebody wants this very call reviewed. @throws UserError not-found, conflict */
  async choose({ reviewId, callId, cardId }: NewReview): Promise<void> {
    const { store, now } = this.#deps;
    const { card, cardVersion } = await this.cardOf(cardId);
    const call = await this.callOf(callId);
    const order = { reviewId, call, card, cardVersion, createdAt: now() };
    if (!(await store.add({ ...order, origin: 'chosen', reviewer: null })))
      throw new UserError('conflict', 'This call is reviewed already, or on the list to be.');
  }

  /** @throws UserError not-found */
  async cardOf(cardId: string): Promise<{ readonly card: ScoreCard; readonly cardVersion: number }> {
    const { cards, version } = await this.#deps.versions.current();
    const card = cards.find(({ id }) => id === cardId);
    if (!card) throw new UserError('not-found', 'There is no such score card.');
    return { card, cardVersion: version };
  }

  /** @throws UserError not-found */
  async callOf(callId: string): Promise<CallToReview> {
    const call = await this.#deps.store.callToReview(callId);
    if (!call) throw new UserError('not-found', 'This call is not over, or no agent had it.');
    return call;
  }

  /** Kept, and counted once it is finished. @throws UserError not-permitted, validation-failed, conflict */
  async write(reviewId: string, { isFinished, ...work }: ReviewWork, reader: Reader): Promise<Review> {
    const { store, teller, now } = this.#deps;
    const review = await this.get(reviewId, reader);
    if (review.agentId === reader.agentId)
      throw new UserError('not-permitted', 'Nobody reviews his own calls.');
    mustFit(review.card, work.answers, isFinished);
    const mark = isFinished ? mustMark(review.card, work.answers) : null;
    const finished = mark && { ...mark, at: now() };
    if (!(await store.write(reviewId, personOf(reader), { ...work, finished })))
      throw new UserError('conflict', 'Somebody else reviews this call, or the review is finished.');
    if (finished) await teller.tellSoon();
    return this.get(reviewId, reader);
  }

  /** @throws UserError not-found, conflict */
  async reply(reviewId: string, reply: ReviewReply, reader: Reader): Promise<Review> {
    const { store, now } = this.#deps;
    const review = await this.get(reviewId, reader);
    if (review.agentId !== reader.agentId || review.calibrationId !== null)
      throw new UserError('not-permitted', 'Only the agent whose call it was replies to a review.');
    if (!(await store.reply(reviewId, { ...reply, at: now() })))
      throw new UserError('conflict', 'This review has a reply already.');
    return this.get(reviewId, reader);
  }

  /** To an objection. @throws UserError not-permitted, validation-failed, conflict */
  async answer(reviewId: string, { text, answers }: ReviewAnswer, reader: Reader): Promise<Review> {
    const { store, teller, now } = this.#deps;
    const review = await this.get(reviewId, reader);
    if (review.agentId === reader.agentId)
      throw new UserError('not-permitted', 'Nobody reviews his own calls.');
    if (answers) mustFit(review.card, answers, true);
    const revised = answers ? { ...mustMark(review.card, answers), answers } : null;
    if (!(await store.answer(reviewId, { by: personOf(reader), text, at: now(), revised })))
      throw new UserError('conflict', 'There is no objection to this review that waits for an answer.');
    if (revised) await teller.tellSoon();
    return this.get(reviewId, reader);
  }
}

function maySee({ state, agentId, calibrationId, reviewer }: Review, reader: Reader): boolean {
  if (calibrationId !== null) return reader.role !== 'agent' && reviewer?.login === reader.login;
  return reader.role !== 'agent' || (state === 'finished' && agentId === reader.agentId);
}

function mustFit(card: ScoreCard, answers: ReviewWork['answers'], isWhole: boolean): void {
  const questions = answerFaults(card, answers, isWhole);
  if (questions.length > 0)
    throw new UserError('validation-failed', `Missing or wrong answers: ${questions.join(', ')}.`, {
      details: { questions },
    });
}

function mustMark(card: ScoreCard, answers: ReviewWork['answers']): ReviewMark {
  const mark = markOf(card, answers);
  if (!mark) throw new UserError('validation-failed', 'No question that counts applies to this call.');
  return mark;
}
