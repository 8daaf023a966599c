/** The external business system as supervisors see it: its state, and the payments it must be told of. */
import { z } from 'zod';
import { pageQuerySchema } from './rest';

export const outboxStateSchema = z.enum(['waiting', 'delivered', 'refused', 'settled']);

export const businessSystemViewSchema = z.object({
  kind: z.enum(['own', 'http']),
  name: z.string(),
  /** null: our own database needs none. */
  circuit: z.enum(['closed', 'open', 'half-open']).nullable(),
  payments: z.record(outboxStateSchema, z.int().min(0)),
});
export type BusinessSystemView = z.infer<typeof businessSystemViewSchema>;

export const outboxPaymentSchema = z.object({
  paymentId: z.string(),
  billId: z.string(),
  /** In fen. */
  amount: z.int().min(1),
  paidAt: z.iso.datetime(),
  state: outboxStateSchema,
  attempts: z.int().min(0),
  nextTryAt: z.iso.datetime(),
  lastError: z.string().nullable(),
  deliveredAt: z.iso.datetime().nullable(),
  note: z.string().nullable(),
});
export type OutboxPaymentView = z.infer<typeof outboxPaymentSchema>;

export const outboxQuerySchema = pageQuerySchema.extend({ state: outboxStateSchema.optional() });
export const outboxParamsSchema = z.object({ paymentId: z.string().min(1).max(200) });
export const settleRequestSchema = z.strictObject({ note: z.string().trim().min(1).max(500) });
