/** Text messages: words sent to somebody's mobile, and what became of them. */
import { z } from 'zod';
import { dialStringSchema, languageSchema, pageQuerySchema } from './rest';

export const textStates = ['waiting', 'sent', 'delivered', 'undelivered', 'failed'] as const;
export const textStateSchema = z.enum(textStates);
/**
 * 'waiting': the gateway must still be told; 'sent': it took the text; 'delivered', 'undelivered': it reported so
 * afterwards; 'failed': it refused the text, or nobody knows whether it has it: a person must look.
 */
export type TextState = (typeof textStates)[number];

export const textGatewayKinds = ['none', 'outbox', 'http'] as const;
export type TextGatewayKind = (typeof textGatewayKinds)[number];

export const textMessageSchema = z.object({
  textId: z.uuid(),
  to: z.string(),
  text: z.string(),
  language: languageSchema,
  state: textStateSchema,
  /** How often the gateway was told. */
  attempts: z.number().int(),
  /** When it is told again; null unless it waits. */
  nextTryAt: z.iso.datetime().nullable(),
  /** Why the last try failed, or why it was not delivered. */
  lastError: z.string().nullable(),
  /** The gateway's own id of it. */
  reference: z.string().nullable(),
  /** 'call', 'agent:1001', 'user:admin', 'api:billing'. */
  requestedBy: z.string(),
  callId: z.uuid().nullable(),
  orderId: z.uuid().nullable(),
  createdAt: z.iso.datetime(),
  sentAt: z.iso.datetime().nullable(),
  reportedAt: z.iso.datetime().nullable(),
});
export type TextMessageView = z.infer<typeof textMessageSchema>;

export const textQuerySchema = pageQuerySchema.extend({
  state: textStateSchema.optional(),
  /** Digits of the number, complete or in part. */
  number: z
    .string()
    .regex(/^\+?[0-9]{1,20}$/)
    .optional(),
  callId: z.uuid().optional(),
  orderId: z.uuid().optional(),
});
export type TextQuery = z.infer<typeof textQuerySchema>;

export const textAbilitySchema = z.object({
  able: z.boolean(),
  kind: z.enum(textGatewayKinds),
  /** Of the gateway's circuit; null without one. */
  circuit: z.enum(['closed', 'open', 'half-open']).nullable(),
  texts: z.record(textStateSchema, z.number().int()),
});
export type TextAbilityView = z.infer<typeof textAbilitySchema>;

/** What a gateway tells afterwards. */
export const textReportSchema = z.object({
  state: z.enum(['delivered', 'undelivered']),
  reason: z.string().trim().max(200).default(''),
});
export type TextReport = z.infer<typeof textReportSchema>;

/** Default number: the order's contact number. */
export const serialTextRequestSchema = z.object({
  number: dialStringSchema.optional(),
  /** The same request again is the same text. */
  requestId: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,80}$/)
    .optional(),
});
