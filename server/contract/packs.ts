/** Packs and their versions. */
import { z } from 'zod';
import { fieldChangeSchema } from './maintenance';
import { languageSchema, pageQuerySchema } from './rest';
import { fileFaultSchema, versionNumberSchema, versionViewSchema, whySchema } from './versions';

export const packIdSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,47}$/);
export const packPathSchema = z.object({ packId: packIdSchema });
export const packVersionPathSchema = packPathSchema.extend({
  version: versionNumberSchema,
});

export const packVersionViewSchema = versionViewSchema.extend({ packId: packIdSchema });
export type PackVersionView = z.infer<typeof packVersionViewSchema>;

export const packViewSchema = packVersionViewSchema.extend({
  name: z.partialRecord(languageSchema, z.string()),
  accessNumbers: z.array(z.string()),
  languages: z.array(languageSchema),
});
export type PackView = z.infer<typeof packViewSchema>;

const packText = z.string().max(1_000_000);
/** The texts of a pack. */
export const packFilesSchema = z.strictObject({
  /** pack.yaml */
  pack: packText,
  /** work-orders.yaml; null: no work orders. */
  workOrders: packText.nullable().default(null),
});

export const packVersionFilesSchema = packVersionViewSchema.extend({ files: packFilesSchema });
export type PackVersionFiles = z.infer<typeof packVersionFilesSchema>;

/** Larger than a JSON body may be: it is sent as a file of this type, holding packFilesSchema as JSON. */
export const PACK_FILES_TYPE = 'application/vnd.kiloline.pack+json';
export const PACK_FILES_MAX_BYTES = 4 * 1024 * 1024;

/** The version that was looked at before; 0: none. When another is served by now, nothing is done ('conflict'). */
const base = z.coerce.number().int().min(0).max(2_147_483_647).optional();
export const applyQuerySchema = z.object({
  why: whySchema,
  base,
  /** Prompts without a recording are spoken by the speech engine. */
  speakMissing: z.enum(['true', 'false']).default('false'),
});

export const packCheckSchema = z.object({
  faults: z.array(fileFaultSchema),
});
export type PackCheckResult = z.infer<typeof packCheckSchema>;

export const planPartSchema = z.object({
  part: z.enum(['setting', 'node', 'prompt', 'work-order']),
  /** The node's name, the prompt's number, 'types.fault'. */
  id: z.string(),
  change: z.enum(['added', 'removed', 'changed']),
  fields: z.array(fieldChangeSchema),
});
export type PlanPart = z.infer<typeof planPartSchema>;

/** What applying would do. With faults there is nothing to compare. */
export const packPlanSchema = packCheckSchema.extend({
  /** The version the plan compares with, to be given when it is applied; 0: there is no such pack yet. */
  base: z.number().int(),
  parts: z.array(planPartSchema),
});
export type PackPlan = z.infer<typeof packPlanSchema>;

export const rollbackRequestSchema = z.strictObject({
  version: versionNumberSchema,
  base,
  why: whySchema,
});

export const packHistoryQuerySchema = pageQuerySchema;
export const packGraphQuerySchema = z.object({
  /** Default: the one new calls get. */
  version: versionNumberSchema.optional(),
  /** Of the words in the picture; default: the pack's own. */
  language: languageSchema.optional(),
});
export type PackGraphQuery = z.infer<typeof packGraphQuerySchema>;
