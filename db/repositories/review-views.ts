import type { Review, ReviewSummary } from '../../server/contract/reviews';
import type { ReviewOrder } from '../../server/quality/review-store';
import type { Review as ReviewRow } from '../entities';

/** A review that nobody has begun. */
export const rowOf = ({ reviewId, call, card, cardVersion, origin, reviewer, createdAt }: ReviewOrder) => ({
  ...{ reviewId, card, cardVersion, origin, createdAt },
  ...{ callId: call.callId, agentId: call.agentId, queueId: call.queueId },
  ...{ callStartedAt: call.startedAt, talkMs: call.talkMs },
  reviewerLogin: reviewer?.login ?? null,
  reviewerName: reviewer?.name ?? null,
});

export const toReviewSummary = (row: ReviewRow): ReviewSummary => ({
  reviewId: row.reviewId,
  callId: row.callId,
  callStartedAt: row.callStartedAt.toISOString(),
  agentId: row.agentId,
  queueId: row.queueId,
  talkMs: row.talkMs,
  origin: row.origin,
  ruleId: row.ruleId,
  calibrationId: row.calibrationId,
  cardId: row.card.id,
  cardName: row.card.name,
  state: row.state,
  reviewer: row.reviewerLogin === null ? null : { login: row.reviewerLogin, name: row.reviewerName ?? '' },
  mark: row.mark,
  isFatal: row.isFatal,
  createdAt: row.createdAt.toISOString(),
  finishedAt: row.finishedAt && row.finishedAt.toISOString(),
  reply: row.replied?.kind ?? null,
  isAnswered: row.answered !== null,
});

export const toReview = (row: ReviewRow): Review => ({
  ...toReviewSummary(row),
  card: row.card,
  cardVersion: row.cardVersion,
  answers: row.answers,
  comments: row.comments,
  remark: row.remark,
  replied: row.replied,
  answered: row.answered,
});
