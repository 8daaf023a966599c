/** Self-service over REST: callers' passwords, payments, charges, known outages. Money in fen, whole numbers. */
import { z } from 'zod';
import { languageSchema, pageQuerySchema } from './rest';

const instant = z.iso.datetime({ offset: true });

export const accountParamsSchema = z.object({
  kind: z.enum(['line', 'contract']),
  /** In any usual form of a line's number; a contract's as written. */
  number: z.string().trim().min(1).max(64),
});

export const callerPasswordSchema = z.object({
  kind: z.enum(['line', 'contract']),
  number: z.string(),
  state: z.enum(['none', 'set', 'locked']),
  setAt: z.iso.datetime().nullable(),
  /** Wrong entries since the last right one. */
  wrongCount: z.number().int(),
  lockedUntil: z.iso.datetime().nullable(),
});
export type CallerPasswordView = z.infer<typeof callerPasswordSchema>;

export const passwordNoteSchema = z.object({
  deed: z.enum(['set', 'changed', 'locked', 'unlocked', 'removed', 'given']),
  at: z.iso.datetime(),
  /** A person's login, or 'caller'. */
  by: z.string(),
  callId: z.uuid().nullable(),
  reason: z.string(),
});

/** Why: kept with what was done. */
export const reasonSchema = z.object({ reason: z.string().trim().min(1).max(300) });

/** At a business hall, the customer having shown who he is, and typing it himself. */
export const givenPasswordSchema = reasonSchema.extend({
  password: z.string().regex(/^[0-9]{6}$/, 'must be six digits'),
});

export const paymentStateSchema = z.enum(['started', 'pending', 'unknown', 'accepted', 'declined']);

export const paymentSchema = z.object({
  paymentId: z.string(),
  state: paymentStateSchema,
  /** Why it was declined. */
  reason: z.string().nullable(),
  /** The payment connector's own number of it. */
  reference: z.string().nullable(),
  accountKind: z.enum(['line', 'contract']),
  accountNumber: z.string(),
  customerId: z.uuid().nullable(),
  billId: z.string(),
  billKind: z.enum(['telephone', 'water', 'electricity', 'gas']),
  amount: z.number().int(),
  callId: z.uuid().nullable(),
  callerNumber: z.string(),
  startedAt: z.iso.datetime(),
  resolvedAt: z.iso.datetime().nullable(),
  /** When the business system was told. */
  recordedAt: z.iso.datetime().nullable(),
});
export type PaymentView = z.infer<typeof paymentSchema>;

export const paymentQuerySchema = pageQuerySchema.extend({
  customerId: z.uuid().optional(),
  billId: z.string().max(64).optional(),
  state: paymentStateSchema.optional(),
});

export const chargeSchema = z.object({
  chargeId: z.string(),
  itemId: z.string(),
  category: z.string(),
  price: z.number().int(),
  callId: z.uuid(),
  callerNumber: z.string(),
  customerId: z.uuid().nullable(),
  acceptedAt: z.iso.datetime(),
});
export type ChargeView = z.infer<typeof chargeSchema>;

export const chargeQuerySchema = pageQuerySchema.extend({
  customerId: z.uuid().optional(),
  category: z
    .string()
    .regex(/^[0-9]{3}$/)
    .optional(),
});

const textsSchema = z.partialRecord(languageSchema, z.string().trim().min(1).max(1000));
/** Name of a rendered or recorded sound per language. */
const soundsSchema = z.partialRecord(languageSchema, z.string().regex(/^[A-Za-z0-9][\w./-]{0,199}$/));

const outageFields = {
  /** Without the trunk 0: '21'. null: any. */
  areaCode: z
    .string()
    .regex(/^[0-9]{1,5}$/)
    .nullable(),
  /** How its numbers begin, as dialled nationally: '0216333'. null: any. */
  numberPrefix: z
    .string()
    .regex(/^[0-9]{1,15}$/)
    .nullable(),
  texts: textsSchema,
  sounds: soundsSchema,
  since: instant,
  /** When it should be over. */
  until: instant.nullable(),
};

export const outageSchema = z.object({
  outageId: z.uuid(),
  ...outageFields,
  endedAt: z.iso.datetime().nullable(),
  createdBy: z.string(),
  version: z.number().int(),
});
export type OutageView = z.infer<typeof outageSchema>;

export const newOutageSchema = z
  .object({
    areaCode: outageFields.areaCode.default(null),
    numberPrefix: outageFields.numberPrefix.default(null),
    texts: textsSchema,
    sounds: soundsSchema.default({}),
    /** Default: now. */
    since: instant.optional(),
    until: instant.nullable().default(null),
  })
  .refine((outage) => outage.areaCode !== null || outage.numberPrefix !== null, {
    error: 'must say an area code or a beginning of numbers',
    path: ['areaCode'],
  });
export type NewOutageBody = z.output<typeof newOutageSchema>;

/** Fields left out stay as they are; `endedAt` says that it is over. */
export const outageChangeSchema = z.object({
  version: z.number().int().min(1),
  texts: textsSchema.optional(),
  sounds: soundsSchema.optional(),
  since: instant.optional(),
  until: instant.nullable().optional(),
  endedAt: instant.nullable().optional(),
});
export type OutageChangeBody = z.output<typeof outageChangeSchema>;

export const outageQuerySchema = pageQuerySchema.extend({ active: z.stringbool().optional() });
