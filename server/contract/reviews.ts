/** Reviews: what a reviewer says of an agent's part in a call, by a score card. */
import { z } from 'zod';
import { scoreCardSchema, slugSchema } from './quality-config';
import { pageQuerySchema } from './rest';

/** Points, from 0 to 1 or to the scale's end; null: it does not apply. */
export const answersSchema = z.record(slugSchema, z.number().int().min(0).max(10).nullable());
export type Answers = z.infer<typeof answersSchema>;

export const reviewCommentSchema = z.strictObject({
  /** Into the call. */
  atMs: z.number().int().min(0),
  text: z.string().trim().min(1).max(1000),
});
export type ReviewComment = z.infer<typeof reviewCommentSchema>;

export const reviewOrigins = ['drawn', 'chosen', 'calibration'] as const;
export const reviewStates = ['open', 'finished'] as const;
const person = z.object({ login: z.string(), name: z.string() });
export type Person = z.infer<typeof person>;

/** Hundredths of a point, 0 to 10000. */
const markSchema = z.number().int().min(0).max(10_000);

export const reviewSummarySchema = z.object({
  reviewId: z.uuid(),
  callId: z.uuid(),
  callStartedAt: z.iso.datetime(),
  agentId: z.string(),
  queueId: z.string().nullable(),
  talkMs: z.number().int().nullable(),
  origin: z.enum(reviewOrigins),
  /** The rule it was drawn by. */
  ruleId: z.string().nullable(),
  calibrationId: z.uuid().nullable(),
  cardId: z.string(),
  cardName: scoreCardSchema.shape.name,
  state: z.enum(reviewStates),
  /** Whose it is; null: whoever takes it. */
  reviewer: person.nullable(),
  mark: markSchema.nullable(),
  isFatal: z.boolean(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  /** What the agent said of it. */
  reply: z.enum(['accepted', 'objection']).nullable(),
  isAnswered: z.boolean(),
});
export type ReviewSummary = z.infer<typeof reviewSummarySchema>;

export const reviewSchema = reviewSummarySchema.extend({
  /** As it was when the call was drawn: a card that changes changes no review. */
  card: scoreCardSchema,
  cardVersion: z.number().int(),
  answers: answersSchema,
  comments: z.array(reviewCommentSchema),
  remark: z.string(),
  replied: z
    .object({ kind: z.enum(['accepted', 'objection']), text: z.string(), at: z.iso.datetime() })
    .nullable(),
  answered: z
    .object({ by: person, text: z.string(), at: z.iso.datetime(), markBefore: markSchema.nullable() })
    .nullable(),
});
export type Review = z.infer<typeof reviewSchema>;

export const reviewQuerySchema = pageQuerySchema.extend({
  state: z.enum([...reviewStates, 'objected']).optional(),
  agentId: z.string().max(64).optional(),
});
export type ReviewQuery = z.infer<typeof reviewQuerySchema>;

export const newReviewSchema = z.strictObject({ reviewId: z.uuid(), callId: z.uuid(), cardId: slugSchema });
export type NewReview = z.infer<typeof newReviewSchema>;

export const reviewWorkSchema = z.strictObject({
  answers: answersSchema,
  comments: z.array(reviewCommentSchema).max(100).default([]),
  remark: z.string().max(4000).default(''),
  /** False: kept as it is, to be gone on with. */
  isFinished: z.boolean(),
});
export type ReviewWork = z.infer<typeof reviewWorkSchema>;

export const reviewReplySchema = z
  .strictObject({ kind: z.enum(['accepted', 'objection']), text: z.string().trim().max(2000).default('') })
  .refine(({ kind, text }) => kind === 'accepted' || text !== '', {
    message: 'an objection says why',
    path: ['text'],
  });
export type ReviewReply = z.infer<typeof reviewReplySchema>;

export const reviewAnswerSchema = z.strictObject({
  text: z.string().trim().min(1).max(2000),
  /** The answers anew, where the objection is right. */
  answers: answersSchema.optional(),
});
export type ReviewAnswer = z.infer<typeof reviewAnswerSchema>;

export const drawRequestSchema = z.strictObject({
  ruleId: slugSchema,
  /** Any day of the week, in the centre's time zone. */
  day: z.iso.date(),
});
export const drawResultSchema = z.object({ drawn: z.number().int() });

export const newCalibrationSchema = z.strictObject({
  calibrationId: z.uuid(),
  callId: z.uuid(),
  cardId: slugSchema,
  /** Logins of who reviews it, each for himself. */
  reviewers: z.array(z.string().min(1).max(64)).min(2).max(20),
});
export type NewCalibration = z.infer<typeof newCalibrationSchema>;

export const calibrationSchema = z.object({
  calibrationId: z.uuid(),
  callId: z.uuid(),
  agentId: z.string(),
  cardName: scoreCardSchema.shape.name,
  createdAt: z.iso.datetime(),
  createdBy: person,
  closedAt: z.iso.datetime().nullable(),
  reviewers: z.array(person.extend({ isDone: z.boolean() })),
  /** null while somebody has yet to finish: until then nobody sees what another says. */
  result: z
    .object({
      /** Of the marks, hundredths of a point. */
      meanMark: z.number().nullable(),
      marks: z.array(z.object({ login: z.string(), mark: markSchema, deviation: z.number() })),
      questions: z.array(
        z.object({
          questionId: z.string(),
          text: scoreCardSchema.shape.name,
          points: z.array(z.object({ login: z.string(), points: z.number().nullable() })),
          /** The greatest less the least share of the points, 0 to 1; 1 also when some say that it does not apply. */
          spread: z.number(),
        }),
      ),
    })
    .nullable(),
});
export type Calibration = z.infer<typeof calibrationSchema>;

export const reviewerSchema = person;
