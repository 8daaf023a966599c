/** Fax: what is sent, where to, and how it went. */
import { z } from 'zod';
import { dialStringSchema, pageQuerySchema } from './rest';

export const faxStates = ['queued', 'sending', 'failed', 'sent', 'given-up', 'cancelled'] as const;
export const faxStateSchema = z.enum(faxStates);
/** 'failed': the last attempt; another one is planned. */
export type FaxState = z.infer<typeof faxStateSchema>;

export const faxOutcomes = [
  'sent',
  'busy',
  'no-answer',
  'wrong-number',
  'refused',
  'no-fax',
  'broken',
  'congestion',
  'lost',
] as const;
export const faxOutcomeSchema = z.enum(faxOutcomes);
/**
 * How one attempt ended. 'no-fax': somebody answered, but no fax machine; 'broken': the machines did not manage;
 * 'congestion': the network could not put it through; 'lost': server or switch ended in the midst of it.
 */
export type FaxOutcome = z.infer<typeof faxOutcomeSchema>;

export const faxDocumentSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('text'),
    title: z.string().trim().max(200).default(''),
    text: z.string().min(1).max(50_000),
  }),
  z.object({
    kind: z.literal('information'),
    /** Of an information item; its title and text are taken as they stand now. */
    itemId: z.string().min(1).max(64),
    language: z.enum(['zh-CN', 'en-US']).default('zh-CN'),
  }),
]);
export type FaxDocumentRequest = z.infer<typeof faxDocumentSchema>;

/** Where it goes and what it is about, beside the document. */
export const faxTargetSchema = z.object({
  to: dialStringSchema,
  /** The call or customer it is about. */
  callId: z.uuid().optional(),
  customerId: z.uuid().optional(),
  /** Chosen by the sender: the same request made again is the same fax. */
  requestId: z
    .string()
    .regex(/^[A-Za-z0-9._:-]{1,100}$/)
    .optional(),
});
export type FaxTarget = z.infer<typeof faxTargetSchema>;

export const faxRequestSchema = faxTargetSchema.extend({ document: faxDocumentSchema });

/** PDF, TIFF, PNG or JPEG as the body; the rest in the query. */
export const faxUploadQuerySchema = faxTargetSchema.extend({
  title: z.string().trim().max(200).default(''),
});

export const faxAttemptSchema = z.object({
  number: z.number().int(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  outcome: faxOutcomeSchema.nullable(),
  /** What was asked for: T.38 where the far end offers it, error correction, 14 400 bit/s. */
  t38: z.boolean(),
  ecm: z.boolean(),
  v17: z.boolean(),
  pagesSent: z.number().int(),
  /** Bit/s. */
  rate: z.number().int(),
  /** Whether it went over T.38. */
  usedT38: z.boolean(),
  sipStatus: z.number().int().nullable(),
  cause: z.string().nullable(),
  resultCode: z.number().int().nullable(),
  resultText: z.string().nullable(),
});
export type FaxAttemptView = z.infer<typeof faxAttemptSchema>;

export const faxSummarySchema = z.object({
  faxId: z.uuid(),
  /** null: to the machine of the call it was asked for in. */
  to: z.string().nullable(),
  title: z.string(),
  pages: z.number().int(),
  state: faxStateSchema,
  attempts: z.number().int(),
  lastOutcome: faxOutcomeSchema.nullable(),
  nextAttemptAt: z.iso.datetime().nullable(),
  requestedBy: z.string(),
  callId: z.string().nullable(),
  customerId: z.string().nullable(),
  createdAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
});
export type FaxSummary = z.infer<typeof faxSummarySchema>;

export const faxSchema = faxSummarySchema.extend({ history: z.array(faxAttemptSchema) });
export type FaxView = z.infer<typeof faxSchema>;

export const faxQuerySchema = pageQuerySchema.extend({
  state: faxStateSchema.optional(),
  /** Digits of the number, complete or in part. */
  number: z
    .string()
    .regex(/^\+?[0-9]{1,20}$/)
    .optional(),
  callId: z.uuid().optional(),
  customerId: z.uuid().optional(),
  sort: z.enum(['newest', 'oldest']).default('newest'),
});
export type FaxQuery = z.infer<typeof faxQuerySchema>;

export const faxAbilitySchema = z.object({
  able: z.boolean(),
  /** Why not, for a person; '' when it can. */
  reason: z.string(),
  lines: z.number().int(),
  sending: z.number().int(),
  waiting: z.number().int(),
});
export type FaxAbilityView = z.infer<typeof faxAbilitySchema>;
