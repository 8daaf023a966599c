/** Bodies of the REST interface of the data maintenance desk: history, undo, proposals, imports, exports. */
import { z } from 'zod';
import { approvalRuleSchema } from './approval';
import { informationItemChangeSchema, informationItemSchema, newInformationItemSchema } from './crm';
import { accountStatusSchema, codeSchema, dateSchema, lineKindSchema } from './customer-data';
import { languageSchema, pageQuerySchema } from './rest';
import { soundPathSchema } from './sounds';

/** What a change can be of. */
export const changedEntitySchema = z.enum([
  'customer',
  'customer-phone',
  'customer-note',
  'contract',
  'line',
  'bill',
  'service-order',
  'directory-entry',
  'information-item',
  'sound',
  'approval-rule',
]);
export type ChangedEntity = z.infer<typeof changedEntitySchema>;

const whySchema = z.string().trim().max(300).default('');

/** One field of one change; null: it had no value, or did not exist. */
export const fieldChangeSchema = z.object({ field: z.string(), before: z.unknown(), after: z.unknown() });
export type FieldChange = z.infer<typeof fieldChangeSchema>;

export const changeSchema = z.object({
  /** Grows in the order of the changes; a decimal number as text. */
  changeId: z.string(),
  at: z.iso.datetime(),
  who: z.string(),
  why: z.string(),
  entity: changedEntitySchema,
  /** Of a sound: 'zh-CN/1000/01'. */
  entityId: z.string(),
  kind: z.enum(['created', 'changed', 'removed']),
  fields: z.array(fieldChangeSchema),
  /** The import it was part of. */
  importId: z.uuid().nullable(),
  /** The change it took back. */
  undoes: z.string().nullable(),
  /** The newest change that took this one back. */
  undoneBy: z.string().nullable(),
});
export type ChangeView = z.infer<typeof changeSchema>;

/** Newest first. */
export const changeQuerySchema = pageQuerySchema.extend({
  entity: changedEntitySchema.optional(),
  entityId: z.string().max(200).optional(),
  who: z.string().trim().max(100).optional(),
  importId: z.uuid().optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  /** Excluded. */
  until: z.iso.datetime({ offset: true }).optional(),
  /** Part of the reason, or of a value before or after. */
  search: z.string().trim().max(100).default(''),
});
export type ChangeQuery = z.infer<typeof changeQuerySchema>;

export const changeParamsSchema = z.object({ changeId: z.string().regex(/^[1-9]\d{0,17}$/) });
export const undoRequestSchema = z.object({ why: whySchema });

/** What is in the way of an undo. */
export const obstacleSchema = z.object({
  entity: changedEntitySchema,
  entityId: z.string(),
  /**
   * changed: these fields are no longer as the change left them · gone: it no longer exists · exists: it exists
   * again · in-use: something added later hangs on it · final: such changes cannot be undone · needs-approval: somebody
   * else would have to approve it
   */
  problem: z.enum(['changed', 'gone', 'exists', 'in-use', 'final', 'needs-approval']),
  fields: z.array(z.string()),
});
export type Obstacle = z.infer<typeof obstacleSchema>;

/** `isDone` false: nothing was changed, see the obstacles (the first 20). */
export const undoResultSchema = z.object({
  isDone: z.boolean(),
  /** How many changes were taken back. */
  count: z.number().int(),
  obstacles: z.array(obstacleSchema),
});
export type UndoResult = z.infer<typeof undoResultSchema>;

export const proposalStateSchema = z.enum(['pending', 'approved', 'rejected', 'withdrawn']);

const proposedItemFields = informationItemChangeSchema.omit({ version: true, why: true });

/** A change of an information item, to be approved by somebody else. */
const proposedChangeSchema = z.strictObject({
  itemId: z.uuid(),
  /** The one that was seen. */
  version: z.number().int().min(1),
  fields: proposedItemFields.refine((fields) => Object.keys(fields).length > 0, 'nothing is to be changed'),
  why: whySchema,
});
/** A new one, likewise; the proposal's reason is the item's. */
const proposedItemSchema = z.strictObject({ item: newInformationItemSchema, why: whySchema });
export const newProposalSchema = z.union([proposedChangeSchema, proposedItemSchema]);
export type NewProposal = z.infer<typeof newProposalSchema>;

export const proposalSchema = z.object({
  proposalId: z.uuid(),
  subject: z.enum(['information-item', 'sound']),
  /** The item's id, or a sound's path 'zh-CN/1000/01'. */
  subjectId: z.string(),
  /** What callers know the item by: as proposed, or as it is now; null for a sound, and for an item that is gone. */
  item: informationItemSchema.pick({ category: true, titles: true }).nullable(),
  /** The item comes to be when this is approved. */
  isNew: z.boolean(),
  fields: z.array(fieldChangeSchema),
  /** The rules that asked for approval when it was proposed. */
  rules: z.array(approvalRuleSchema),
  /** A recording was proposed: it can be listened to. */
  hasRecording: z.boolean(),
  state: proposalStateSchema,
  proposedBy: z.string(),
  why: z.string(),
  proposedAt: z.iso.datetime(),
  decidedBy: z.string().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  /** Of the decision. */
  reason: z.string().nullable(),
});
export type ProposalView = z.infer<typeof proposalSchema>;

/** Newest first. */
export const proposalQuerySchema = pageQuerySchema.extend({
  state: proposalStateSchema.optional(),
  proposedBy: z.string().trim().max(100).optional(),
  subjectId: z.string().max(200).optional(),
});
export type ProposalQuery = z.infer<typeof proposalQuerySchema>;

export const proposalParamsSchema = z.object({ proposalId: z.uuid() });
export const rejectionSchema = z.object({ reason: z.string().trim().min(1).max(300) });
export const approvalSchema = z.object({ reason: z.string().trim().max(300).default('') });
export const recordingProposalParamsSchema = soundPathSchema;
export const recordingProposalQuerySchema = z.object({ why: whySchema });

/** What can be brought in and taken out as a table. */
export const tableNameSchema = z.enum(['customers', 'lines', 'directory', 'information', 'bills']);
export type TableName = z.infer<typeof tableNameSchema>;

export const problemCodeSchema = z.enum([
  'missing',
  'too-long',
  'malformed',
  'unknown-word',
  'not-a-number',
  'not-a-date',
  'not-an-amount',
  'duplicate',
  'exists',
  'not-found',
  'ambiguous',
  'belongs-to-another',
  'not-permitted',
  'unreadable',
]);
export type ProblemCode = z.infer<typeof problemCodeSchema>;

export const faultSchema = z.object({
  /** As a spreadsheet counts: the headings are row 1. */
  row: z.number().int().min(1),
  /** The heading as it stands in the file; null: the whole row. */
  column: z.string().nullable(),
  /** As written, shortened. */
  value: z.string(),
  problem: problemCodeSchema,
  /** The same in words. */
  message: z.string(),
});
export type Fault = z.infer<typeof faultSchema>;

/** checked: tried, nothing changed · faulty: tried, cannot be done · done · undone */
export const importStateSchema = z.enum(['checked', 'faulty', 'done', 'undone']);

export const importSchema = z.object({
  importId: z.uuid(),
  table: tableNameSchema,
  fileName: z.string(),
  existing: z.enum(['update', 'refuse']),
  state: importStateSchema,
  encoding: z.string(),
  delimiter: z.string(),
  rows: z.number().int(),
  created: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  faultCount: z.number().int(),
  /** The first 200. */
  faults: z.array(faultSchema),
  who: z.string(),
  why: z.string(),
  createdAt: z.iso.datetime(),
  /** Rules it falls under: somebody else than `who` must do it. */
  rules: z.array(approvalRuleSchema),
  committedBy: z.string().nullable(),
  committedAt: z.iso.datetime().nullable(),
});
export type ImportView = z.infer<typeof importSchema>;

export const newImportQuerySchema = z.object({
  table: tableNameSchema,
  /** What to do with a row that is there already. */
  existing: z.enum(['update', 'refuse']).default('update'),
  fileName: z.string().trim().max(200).default(''),
  why: whySchema,
});
export type NewImport = z.infer<typeof newImportQuerySchema>;

/** Newest first; without the faults. */
export const importQuerySchema = pageQuerySchema.extend({ table: tableNameSchema.optional() });
export type ImportQuery = z.infer<typeof importQuerySchema>;
export const importParamsSchema = z.object({ importId: z.uuid() });

export const IMPORT_TYPES = [
  'text/csv',
  'text/tab-separated-values',
  'text/plain',
  'application/octet-stream',
];
export const IMPORT_MAX_BYTES = 128 * 1024 * 1024;

export const exportParamsSchema = z.object({ table: tableNameSchema });
export const exportQuerySchema = z.object({
  /** Of the headings. */
  language: languageSchema.default('zh-CN'),
  delimiter: z.enum(['comma', 'semicolon', 'tab']).default('comma'),
});
export type ExportQuery = z.infer<typeof exportQuerySchema>;

const versionSchema = z.number().int().min(1);
const lineFields = {
  number: z.string().trim().min(1).max(64),
  kind: lineKindSchema,
  status: accountStatusSchema,
  address: z.string().trim().min(1).max(300).nullable(),
  contractNumber: z.string().trim().max(32).nullable(),
  features: z.array(codeSchema).max(40),
  areaCode: z
    .string()
    .regex(/^[1-9]\d{0,4}$/)
    .nullable(),
  since: dateSchema.nullable(),
};

export const lineDetailSchema = z.object({
  lineId: z.uuid(),
  customerId: z.uuid(),
  ...lineFields,
  version: versionSchema,
});
export type LineDetail = z.infer<typeof lineDetailSchema>;
export const newLineSchema = z.object({
  ...lineFields,
  status: accountStatusSchema.default('active'),
  address: lineFields.address.default(null),
  contractNumber: lineFields.contractNumber.default(null),
  features: lineFields.features.default([]),
  areaCode: lineFields.areaCode.default(null),
  since: lineFields.since.default(null),
  why: whySchema,
});
export type NewLine = z.infer<typeof newLineSchema>;
export const lineChangeSchema = z
  .object(lineFields)
  .partial()
  .extend({ version: versionSchema, why: whySchema });
export type LineChange = z.infer<typeof lineChangeSchema>;
export const lineParamsSchema = z.object({ lineId: z.uuid() });

export const contractDetailSchema = z.object({
  contractId: z.uuid(),
  customerId: z.uuid(),
  contractNumber: z.string(),
  status: accountStatusSchema,
  since: dateSchema.nullable(),
  version: versionSchema,
});
export type ContractDetail = z.infer<typeof contractDetailSchema>;
export const newContractSchema = z.object({
  contractNumber: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9][A-Za-z0-9./-]{1,31}$/),
  status: accountStatusSchema.default('active'),
  since: dateSchema.nullable().default(null),
  why: whySchema,
});
export type NewContract = z.infer<typeof newContractSchema>;
export const contractChangeSchema = z.object({
  version: versionSchema,
  status: accountStatusSchema.optional(),
  since: dateSchema.nullable().optional(),
  why: whySchema,
});
export type ContractChange = z.infer<typeof contractChangeSchema>;
export const contractParamsSchema = z.object({ contractId: z.uuid() });
