/** Versions of the queue configuration over REST. The configuration itself is sent as YAML. */
import { z } from 'zod';
import { pageQuerySchema } from './rest';
import {
  fileFaultSchema,
  versionNumberSchema,
  versionOrigins,
  versionViewSchema,
  whySchema,
} from './versions';

export const QUEUES_TYPE = 'application/yaml';
export const QUEUES_MAX_BYTES = 8 * 1024 * 1024;

/** `migrated`: made of the tables of an older release. */
export const queueVersionOrigins = [...versionOrigins, 'migrated'] as const;

export const queueVersionViewSchema = versionViewSchema.extend({
  origin: z.enum(queueVersionOrigins),
  /** SHA-256 of the YAML, in hex. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type QueueVersionView = z.infer<typeof queueVersionViewSchema>;

/** With the YAML as its author wrote it. */
export const queueVersionSchema = queueVersionViewSchema.extend({ yaml: z.string() });
export type QueueVersion = z.infer<typeof queueVersionSchema>;

export const queueVersionPathSchema = z.object({ version: versionNumberSchema });
export const queueHistoryQuerySchema = pageQuerySchema;

export const queueChangeSchema = z.object({
  kind: z.enum(['added', 'removed', 'changed']),
  text: z.string(),
});
export type QueueChange = z.infer<typeof queueChangeSchema>;

const stages = z.array(z.object({ afterS: z.number().int(), agents: z.number().int() }));
export const eligibilitySchema = z.object({ queueId: z.string(), stages });

export const queueCheckSchema = z.object({
  faults: z.array(fileFaultSchema),
  warnings: z.array(fileFaultSchema),
  /** How many agents may answer, at once and after each step; none when there is any fault. */
  eligibility: z.array(eligibilitySchema),
});
export type QueueCheck = z.infer<typeof queueCheckSchema>;

/** What applying does to one queue now. */
export const queueEffectSchema = z.object({
  queueId: z.string(),
  waiting: z.number().int(),
  /** Agents who may answer at once, and how many of them are logged in; null: there is no such queue. */
  before: z.object({ agents: z.number().int(), loggedIn: z.number().int() }).nullable(),
  after: z.object({ agents: z.number().int(), loggedIn: z.number().int() }).nullable(),
});
export type QueueEffect = z.infer<typeof queueEffectSchema>;

export const queuePlanSchema = z.object({
  /** What it was compared with, to be given back when it is applied. */
  basedOn: z.number().int(),
  warnings: z.array(fileFaultSchema),
  changes: z.array(queueChangeSchema),
  effects: z.array(queueEffectSchema),
});
export type QueuePlan = z.infer<typeof queuePlanSchema>;

export const queueApplyQuerySchema = z.object({
  /** The version the plan was made against. */
  basedOn: versionNumberSchema,
  why: whySchema,
});
export const queueRollbackSchema = z.strictObject({
  version: versionNumberSchema,
  basedOn: versionNumberSchema,
  why: whySchema,
});

export const queueAppliedSchema = queueVersionViewSchema.extend({
  /** False: it is stored, and goes live by itself as soon as the servers reach Redis again. */
  isLive: z.boolean(),
});
export type QueueApplied = z.infer<typeof queueAppliedSchema>;

export const queueDiffQuerySchema = z.object({ from: versionNumberSchema, to: versionNumberSchema });
export const queueDiffSchema = z.object({ changes: z.array(queueChangeSchema) });

export const queueDriftSchema = z.object({
  version: z.number().int(),
  /** Each difference between what the version says and what is live. */
  differences: z.array(z.string()),
});
export type QueueDrift = z.infer<typeof queueDriftSchema>;
