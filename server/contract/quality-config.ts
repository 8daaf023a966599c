/** Quality configuration: score cards, and the rules by which calls are drawn to be reviewed. Written as YAML (docs/quality.md). */
import { z } from 'zod';
import { languageSchema } from './rest';
import { fileFaultSchema, whySchema } from './versions';

const textSchema = z
  .partialRecord(languageSchema, z.string().trim().min(1).max(300))
  .refine((texts) => Object.keys(texts).length > 0, 'needs a text in at least one language');
export const slugSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,47}$/, 'must be lower-case letters, digits and dashes');

export const questionSchema = z
  .strictObject({
    id: slugSchema,
    text: textSchema,
    /** Its share of the mark, against the other weights. A fatal question may have none. */
    weight: z.number().int().min(0).max(1000),
    /** 0 to this; absent: yes or no. */
    scale: z.number().int().min(2).max(10).optional(),
    /** Answered no, or 0, the whole mark is 0. */
    fatal: z.boolean().default(false),
    /** It may be said not to apply: then it does not count. */
    optional: z.boolean().default(false),
  })
  .refine(({ weight, fatal }) => weight > 0 || fatal, {
    message: 'must be at least 1, unless the question is fatal',
    path: ['weight'],
  });
export type Question = z.infer<typeof questionSchema>;

const sectionSchema = z.strictObject({ name: textSchema, questions: z.array(questionSchema).min(1).max(40) });

export const scoreCardSchema = z.strictObject({
  id: slugSchema,
  name: textSchema,
  sections: z.array(sectionSchema).min(1).max(20),
});
export type ScoreCard = z.infer<typeof scoreCardSchema>;

export const samplingRuleSchema = z.strictObject({
  id: slugSchema,
  name: textSchema,
  card: slugSchema,
  /** So many of each agent in a week, Monday to Sunday. */
  callsPerAgent: z.number().int().min(1).max(50),
  /** Only calls of these queues; absent: of any, and dialled ones. */
  queues: z.array(z.string().min(1).max(64)).min(1).optional(),
  /** Only calls whose caller gave this mark or a lower one when he was asked. */
  customerMarkAtMost: z.number().int().min(1).max(5).optional(),
  talkAtLeastS: z.number().int().min(0).default(20),
  talkAtMostS: z.number().int().min(1).optional(),
  /** Only calls with a recording that is there. */
  recorded: z.boolean().default(true),
  /** By itself, each Monday of the week before; otherwise only when somebody says so. */
  weekly: z.boolean().default(true),
});
export type SamplingRule = z.infer<typeof samplingRuleSchema>;

export const qualityConfigSchema = z.strictObject({
  cards: z.array(scoreCardSchema).min(1).max(50),
  sampling: z.array(samplingRuleSchema).max(50).default([]),
});
export type QualityConfig = z.infer<typeof qualityConfigSchema>;

export const qualityVersionSchema = z.object({
  /** 0: what comes with the product, until somebody applies another. */
  version: z.number().int(),
  yaml: z.string(),
  appliedAt: z.iso.datetime().nullable(),
  appliedBy: z.string(),
  why: z.string(),
  cards: z.array(scoreCardSchema),
  sampling: z.array(samplingRuleSchema),
});
export type QualityVersion = z.infer<typeof qualityVersionSchema>;

export const qualityYamlSchema = z.strictObject({ yaml: z.string().max(200_000) });
export const qualityCheckSchema = z.object({ faults: z.array(fileFaultSchema) });
export const qualityApplySchema = qualityYamlSchema.extend({
  /** The version that was changed: another one may have been applied meanwhile. */
  basedOn: z.number().int().min(0),
  why: whySchema,
});
export type QualityApply = z.infer<typeof qualityApplySchema>;
