/** Packs and their versions. */
import { z } from 'zod';
import { fieldChangeSchema } from './maintenance';
import { languageSchema, pageQuerySchema } from './rest';

export const packIdSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,47}$/);
export const packPathSchema = z.object({ packId: packIdSchema });
export const packVersionPathSchema = packPathSchema.extend({
  version: z.coerce.number().int().min(1).max(2_147_483_647),
});

/** How a version came to be: with the product, by somebody who applied it, or as an older one brought back. */
export const packOrigins = ['seed', 'applied', 'rollback'] as const;

export const packVersionViewSchema = z.object({
  packId: packIdSchema,
  version: z.number().int(),
  origin: z.enum(packOrigins),
  /** Of a rollback: the version whose files it has. */
  rolledBackTo: z.number().int().nullable(),
  appliedAt: z.iso.datetime(),
  /** Login, or the name of an API key. */
  appliedBy: z.string(),
  why: z.string(),
  /** New calls get this one. */
  isActive: z.boolean(),
});
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

const why = z.string().trim().min(1).max(500);
/** The version that was looked at before; 0: none. When another is served by now, nothing is done ('conflict'). */
const base = z.coerce.number().int().min(0).max(2_147_483_647).optional();
export const applyQuerySchema = z.object({
  why,
  base,
  /** Prompts without a recording are spoken by the speech engine. */
  speakMissing: z.enum(['true', 'false']).default('false'),
});

export const packCheckSchema = z.object({
  faults: z.array(z.object({ file: z.string(), line: z.number().int(), message: z.string() })),
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
  version: packVersionPathSchema.shape.version,
  base,
  why,
});

export const packHistoryQuerySchema = pageQuerySchema;
export const packGraphQuerySchema = z.object({
  /** Default: the one new calls get. */
  version: packVersionPathSchema.shape.version.optional(),
  /** Of the words in the picture; default: the pack's own. */
  language: languageSchema.optional(),
});
export type PackGraphQuery = z.infer<typeof packGraphQuerySchema>;
