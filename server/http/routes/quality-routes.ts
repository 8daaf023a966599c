import { z } from 'zod';
import {
  qualityApplySchema,
  qualityCheckSchema,
  qualityVersionSchema,
  qualityYamlSchema,
} from '../../contract/quality-config';
import { pageOf } from '../../contract/rest';
import {
  calibrationSchema,
  drawRequestSchema,
  drawResultSchema,
  newCalibrationSchema,
  newReviewSchema,
  reviewAnswerSchema,
  reviewerSchema,
  reviewQuerySchema,
  reviewReplySchema,
  reviewSchema,
  reviewSummarySchema,
  reviewWorkSchema,
} from '../../contract/reviews';
import type { Calibrations } from '../../quality/calibrations';
import type { Drawing } from '../../quality/drawing';
import type { QualityVersions } from '../../quality/quality-versions';
import type { Reviews } from '../../quality/reviews';
import { route, type Route } from '../route';

export interface QualityDesk {
  readonly versions: Pick<QualityVersions, 'current' | 'history' | 'check' | 'apply'>;
  readonly reviews: Pick<Reviews, 'list' | 'get' | 'choose' | 'write' | 'reply' | 'answer'>;
  readonly drawing: Pick<Drawing, 'draw'>;
  readonly calibrations: Pick<Calibrations, 'begin' | 'list' | 'reviewers'>;
}

const everybody = { access: 'user' } as const;
const reviewers = { access: 'user', roles: ['supervisor', 'admin'] } as const;
const keepers = { access: 'user', roles: ['admin'] } as const;
const params = z.object({ reviewId: z.uuid() });

export const qualityRoutes = (desk: QualityDesk): Route[] => [
  ...configRoutes(desk),
  ...reviewRoutes(desk),
  ...workRoutes(desk),
  ...calibrationRoutes(desk),
];

const configRoutes = ({ versions }: QualityDesk): Route[] => [
  route({
    method: 'get',
    path: '/quality/config',
    summary: 'The score cards and sampling rules that hold, with their YAML',
    ...reviewers,
    response: qualityVersionSchema,
    handler: () => versions.current(),
  }),
  route({
    method: 'get',
    path: '/quality/config/versions',
    summary: 'Those that did, the newest first',
    ...reviewers,
    response: z.array(qualityVersionSchema),
    handler: () => versions.history(),
  }),
  route({
    method: 'post',
    path: '/quality/config/check',
    summary: 'What is wrong with such a YAML, by its lines',
    ...reviewers,
    body: qualityYamlSchema,
    response: qualityCheckSchema,
    handler: ({ body }) => ({ faults: [...versions.check(body.yaml)] }),
  }),
  route({
    method: 'put',
    path: '/quality/config',
    summary: 'Apply score cards and sampling rules; reviews that are there keep their card',
    ...keepers,
    body: qualityApplySchema,
    response: qualityVersionSchema,
    handler: ({ session, body }) => versions.apply(body, session.login),
  }),
];

const reviewRoutes = ({ reviews }: QualityDesk): Route[] => [
  route({
    method: 'get',
    path: '/reviews',
    summary:
      'Reviews of calls: what is to be done first, then the newest; agents have their own finished ones',
    ...everybody,
    query: reviewQuerySchema,
    response: pageOf(reviewSummarySchema),
    handler: ({ session, query }) => reviews.list(query, session),
  }),
  route({
    method: 'get',
    path: '/reviews/:reviewId',
    summary: 'One review with its card, answers and comments',
    ...everybody,
    params,
    response: reviewSchema,
    handler: ({ session, params: { reviewId } }) => reviews.get(reviewId, session),
  }),
  route({
    method: 'post',
    path: '/reviews/:reviewId/reply',
    summary: 'Accept a review of your own call, or object to it',
    ...everybody,
    params,
    body: reviewReplySchema,
    response: reviewSchema,
    handler: ({ session, params: { reviewId }, body }) => reviews.reply(reviewId, body, session),
  }),
];

const workRoutes = ({ reviews, drawing }: QualityDesk): Route[] => [
  route({
    method: 'post',
    path: '/reviews',
    summary: 'Put a call on the list to be reviewed; no call is reviewed twice',
    ...reviewers,
    body: newReviewSchema,
    handler: ({ body }) => reviews.choose(body),
  }),
  route({
    method: 'post',
    path: '/reviews/draw',
    summary: 'Draw calls of a week by a sampling rule; what was drawn before stays drawn',
    ...reviewers,
    body: drawRequestSchema,
    response: drawResultSchema,
    handler: async ({ body }) => ({ drawn: await drawing.draw(body.ruleId, body.day) }),
  }),
  route({
    method: 'put',
    path: '/reviews/:reviewId',
    summary: 'Write a review: kept to be gone on with, or finished; whoever writes first has it',
    ...reviewers,
    params,
    body: reviewWorkSchema,
    response: reviewSchema,
    handler: ({ session, params: { reviewId }, body }) => reviews.write(reviewId, body, session),
  }),
  route({
    method: 'post',
    path: '/reviews/:reviewId/answer',
    summary: 'Answer an objection, with other answers where it is right',
    ...reviewers,
    params,
    body: reviewAnswerSchema,
    response: reviewSchema,
    handler: ({ session, params: { reviewId }, body }) => reviews.answer(reviewId, body, session),
  }),
];

const calibrationRoutes = ({ calibrations }: QualityDesk): Route[] => [
  route({
    method: 'get',
    path: '/calibrations',
    summary: 'Calls that several reviewers review, with how far they are apart once all are done',
    ...reviewers,
    response: z.array(calibrationSchema),
    handler: () => calibrations.list(),
  }),
  route({
    method: 'post',
    path: '/calibrations',
    summary: 'Have several reviewers review the same call, each without seeing the others',
    ...reviewers,
    body: newCalibrationSchema,
    handler: ({ session, body }) => calibrations.begin(body, session),
  }),
  route({
    method: 'get',
    path: '/reviewers',
    summary: 'Who may review calls',
    ...reviewers,
    response: z.array(reviewerSchema),
    handler: async () => [...(await calibrations.reviewers())],
  }),
];
