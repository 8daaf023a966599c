/**
 * What a customer has with us, as the card shows it. Apart from rest.ts and crm.ts, which both build on it.
 * Money is in the smallest unit of the currency (fen), whole numbers; months are 'YYYY-MM', days 'YYYY-MM-DD'.
 */
import { z } from 'zod';

export const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'YYYY-MM');
export const dateSchema = z.iso.date();

/** A code of a type, stage, feature or category: how it is shown or said stands in the desk's words and the pack. */
export const codeSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);

export const lineKindSchema = z.enum(['fixed', 'mobile', 'broadband']);
export const accountStatusSchema = z.enum(['active', 'suspended', 'closed']);
export type AccountStatus = z.infer<typeof accountStatusSchema>;

export const lineSchema = z.object({
  lineId: z.uuid(),
  number: z.string(),
  kind: lineKindSchema,
  status: accountStatusSchema,
  address: z.string().nullable(),
  contractNumber: z.string().nullable(),
  /** Features switched on: 'call-forwarding', 'caller-id', … */
  features: z.array(codeSchema),
  /** Without the trunk 0: '21'. */
  areaCode: z.string().nullable(),
  since: dateSchema.nullable(),
});
export type LineView = z.infer<typeof lineSchema>;

export const contractSchema = z.object({
  contractId: z.uuid(),
  contractNumber: z.string(),
  status: accountStatusSchema,
  since: dateSchema.nullable(),
  lineNumbers: z.array(z.string()),
});
export type ContractView = z.infer<typeof contractSchema>;

export const billKindSchema = z.enum(['telephone', 'water', 'electricity', 'gas']);
export const billStatusSchema = z.enum(['open', 'paid', 'overdue']);

export const billSchema = z.object({
  billId: z.uuid(),
  customerId: z.uuid(),
  kind: billKindSchema,
  month: monthSchema,
  amount: z.number().int(),
  paid: z.number().int(),
  dueDate: dateSchema,
  /** Told by what is paid and today's date. */
  status: billStatusSchema,
  /** null: the bill is for the whole contract. */
  lineNumber: z.string().nullable(),
  contractNumber: z.string().nullable(),
});
export type BillView = z.infer<typeof billSchema>;

export const serviceOrderSchema = z.object({
  orderId: z.uuid(),
  orderNumber: z.string(),
  type: codeSchema,
  stage: codeSchema,
  isOpen: z.boolean(),
  promisedDate: dateSchema.nullable(),
  customerId: z.uuid().nullable(),
  lineNumber: z.string().nullable(),
  /** Serial number of the work order that caused it. */
  serial: z.string().nullable(),
  createdAt: z.iso.datetime(),
});
export type ServiceOrderView = z.infer<typeof serviceOrderSchema>;

export const customerNoteSchema = z.object({
  noteId: z.uuid(),
  /** Agent number or login. */
  author: z.string(),
  at: z.iso.datetime(),
  text: z.string(),
  pinned: z.boolean(),
});
export type CustomerNoteView = z.infer<typeof customerNoteSchema>;

/** A number a customer can be reached at or calls from. */
export const customerPhoneSchema = z.object({
  phoneId: z.uuid(),
  number: z.string(),
});
