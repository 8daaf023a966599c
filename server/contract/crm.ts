/** Bodies of the REST interface for customer data: records, the directory (114), information items, changes. */
import { z } from 'zod';
import { agentNumberSchema } from './agent-number';
import {
  billKindSchema,
  billStatusSchema,
  codeSchema,
  dateSchema,
  monthSchema,
  serviceOrderSchema,
} from './customer-data';
import { customerKindSchema, customerSummarySchema, languageSchema, pageQuerySchema } from './rest';

const nameSchema = z.string().trim().min(1).max(200);
const addressSchema = z.string().trim().min(1).max(300).nullable();
/** A number as people write it; what is none is refused by the server. */
const phoneSchema = z.string().trim().min(2).max(40);
export const contractNumberSchema = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9./-]{1,31}$/);
const versionSchema = z.number().int().min(1);
/** Why something is changed: kept with the change. */
const whySchema = z.string().trim().max(300).default('');

/** Number of the agent who looks after the customer. */
const ownerSchema = agentNumberSchema.nullable();

export const customerIdParamsSchema = z.object({ customerId: z.uuid() });

export const newCustomerSchema = z.object({
  name: nameSchema,
  kind: customerKindSchema.default('person'),
  contractNumber: contractNumberSchema.nullable().default(null),
  address: addressSchema.default(null),
  notes: z.string().trim().max(4000).default(''),
  ownerId: ownerSchema.default(null),
  phones: z.array(phoneSchema).max(20).default([]),
  why: whySchema,
});
export type NewCustomer = z.infer<typeof newCustomerSchema>;

/** Fields left out stay as they are. */
export const customerChangeSchema = z.object({
  version: versionSchema,
  name: nameSchema.optional(),
  kind: customerKindSchema.optional(),
  contractNumber: contractNumberSchema.nullable().optional(),
  address: addressSchema.optional(),
  notes: z.string().trim().max(4000).optional(),
  ownerId: ownerSchema.optional(),
  why: whySchema,
});
export type CustomerChange = z.infer<typeof customerChangeSchema>;

export const newPhoneSchema = z.object({ number: phoneSchema, why: whySchema });

export const numberMatchSchema = customerSummarySchema.extend({
  /** How the number belongs to this customer. */
  reason: z.enum(['contact', 'line', 'former-line']),
  /** The number as it is written there. */
  matchedNumber: z.string(),
  /** exact: the whole number is the same. local: the same once an area code is taken as left out. */
  certainty: z.enum(['exact', 'local']),
});
export type NumberMatch = z.infer<typeof numberMatchSchema>;

export const numberQuerySchema = z.object({ number: z.string().trim().min(1).max(64) });

export const newNoteSchema = z.object({
  text: z.string().trim().min(1).max(4000),
  pinned: z.boolean().default(false),
});
export type NewNote = z.infer<typeof newNoteSchema>;

export const billFilterSchema = pageQuerySchema.extend({
  kind: billKindSchema.optional(),
  status: billStatusSchema.optional(),
  month: monthSchema.optional(),
});
/** Of one account, newest month first. */
export type BillFilter = z.infer<typeof billFilterSchema>;

/**
 * Of one account, newest month first; or of everybody: a month, or what is open or overdue (the longest due first).
 */
export const billQuerySchema = billFilterSchema.extend({
  customerId: z.uuid().optional(),
  lineNumber: z.string().trim().max(40).optional(),
  contractNumber: z.string().trim().max(40).optional(),
});
export type BillQuery = z.infer<typeof billQuerySchema>;

export const orderFilterSchema = pageQuerySchema.extend({
  stage: codeSchema.optional(),
  type: codeSchema.optional(),
  isOpen: z.stringbool().optional(),
  /** By promised date: open orders only. */
  sort: z.enum(['-createdAt', 'promisedDate']).default('-createdAt'),
});
export type OrderFilter = z.infer<typeof orderFilterSchema>;

export const orderQuerySchema = orderFilterSchema.extend({
  customerId: z.uuid().optional(),
  /** An order, serial or telephone number, whole. */
  number: z.string().trim().max(40).optional(),
});
export type OrderQuery = z.infer<typeof orderQuerySchema>;

export const orderChangeSchema = z.object({
  version: versionSchema,
  stage: codeSchema.optional(),
  promisedDate: dateSchema.nullable().optional(),
  why: whySchema,
});
export type OrderChange = z.infer<typeof orderChangeSchema>;

export const orderDetailSchema = serviceOrderSchema.extend({ version: versionSchema });
export type OrderDetail = z.infer<typeof orderDetailSchema>;

const directoryFields = {
  name: nameSchema,
  category: codeSchema,
  number: phoneSchema,
  address: addressSchema,
  /** False: known to us, told to nobody (unlisted). */
  isListed: z.boolean(),
};

export const directoryEntrySchema = z.object({
  entryId: z.uuid(),
  ...directoryFields,
  version: versionSchema,
});
export type DirectoryEntryView = z.infer<typeof directoryEntrySchema>;

export const directoryQuerySchema = pageQuerySchema.extend({
  search: z.string().trim().max(100).default(''),
  category: codeSchema.optional(),
  /** For those who keep the data; everybody else sees listed entries only. */
  withUnlisted: z.stringbool().default(false),
});
export type DirectoryQuery = z.infer<typeof directoryQuerySchema>;

export const newDirectoryEntrySchema = z.object({
  ...directoryFields,
  address: addressSchema.default(null),
  isListed: z.boolean().default(true),
  why: whySchema,
});
export type NewDirectoryEntry = z.infer<typeof newDirectoryEntrySchema>;

export const directoryEntryChangeSchema = z
  .object(directoryFields)
  .partial()
  .extend({ version: versionSchema, why: whySchema });
export type DirectoryEntryChange = z.infer<typeof directoryEntryChangeSchema>;

/** Text per language of the pack; a language may be missing. */
const textsSchema = z.partialRecord(languageSchema, z.string().trim().min(1).max(4000));
/** Name of a rendered or recorded sound per language (server/sounds). */
const soundsSchema = z.partialRecord(languageSchema, z.string().regex(/^[A-Za-z0-9][\w./-]{0,199}$/));

const informationFields = {
  /** Three digits that a caller types: '102'. */
  category: z.string().regex(/^\d{3}$/),
  /** Menu it belongs to: 'booking', 'securities', … */
  topic: codeSchema,
  class: z.enum(['public', 'charged', 'confidential']),
  titles: textsSchema,
  texts: textsSchema,
  /** In fen; 0 unless it is charged. */
  price: z.number().int().min(0).max(100_000_00),
  /** Spoken titles and texts; a language without one is not offered to callers. */
  titleSounds: soundsSchema,
  sounds: soundsSchema,
  /** The document that is faxed on demand; null: none. */
  faxDocument: z
    .string()
    .regex(/^[\w.-]{1,120}$/)
    .nullable(),
  validFrom: dateSchema.nullable(),
  /** Last day. */
  validUntil: dateSchema.nullable(),
};

export const informationItemSchema = z.object({
  itemId: z.uuid(),
  ...informationFields,
  version: versionSchema,
});
export type InformationItemView = z.infer<typeof informationItemSchema>;

export const informationQuerySchema = pageQuerySchema.extend({
  /** A category number or its beginning, or a part of a title. */
  search: z.string().trim().max(100).default(''),
  category: z
    .string()
    .regex(/^\d{1,3}$/)
    .optional(),
  topic: codeSchema.optional(),
  class: informationFields.class.optional(),
  /** Only what may be told today. */
  isValid: z.stringbool().optional(),
});
export type InformationQuery = z.infer<typeof informationQuerySchema>;

const hasPriceByClass = (item: { class?: string | undefined; price?: number | undefined }): boolean =>
  item.class === undefined || item.price === undefined || (item.class === 'charged') === item.price > 0;
const priceByClass = { message: 'charged items have a price, others have none', path: ['price'] };

export const newInformationItemSchema = z
  .object({
    ...informationFields,
    texts: textsSchema.default({}),
    price: informationFields.price.default(0),
    titleSounds: soundsSchema.default({}),
    sounds: soundsSchema.default({}),
    faxDocument: informationFields.faxDocument.default(null),
    validFrom: dateSchema.nullable().default(null),
    validUntil: dateSchema.nullable().default(null),
    why: whySchema,
  })
  .refine(hasPriceByClass, priceByClass);
export type NewInformationItem = z.infer<typeof newInformationItemSchema>;

export const informationItemChangeSchema = z
  .object(informationFields)
  .partial()
  .extend({ version: versionSchema, why: whySchema });
export type InformationItemChange = z.infer<typeof informationItemChangeSchema>;

export const removalQuerySchema = z.object({ version: z.coerce.number().int().min(1), why: whySchema });
