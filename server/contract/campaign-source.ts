/** Whom campaigns find by themselves: from unpaid bills and work orders. See docs/campaigns.md. */
import { z } from 'zod';
import { billKindSchema } from './customer-data';

const orderTypesSchema = z.array(z.string().min(1).max(40)).max(50).default([]);

/** Whom a campaign finds by itself, again and again while it runs. */
export const campaignSourceSchema = z.discriminatedUnion('kind', [
  /** Customers who have not paid: the oldest bill of each. Variables: amount, dueDate, month. */
  z.strictObject({
    kind: z.literal('unpaid'),
    /** Days since it was to be paid. */
    days: z.number().int().min(0).max(3650).default(30),
    bills: z.array(billKindSchema).min(1).default(['telephone']),
    /** Nobody is called for less, in the smallest unit. */
    leastAmount: z.number().int().min(1).max(1_000_000_000).default(1),
  }),
  /** Who had a work order that is closed and asks for a survey. Variable: order, its serial number. */
  z.strictObject({
    kind: z.literal('closed-orders'),
    /** Of these types; none: of any. */
    types: orderTypesSchema,
    withinDays: z.number().int().min(1).max(90).default(7),
  }),
  /** Who is to be called back about a work order. Variables: order, subject. */
  z.strictObject({ kind: z.literal('open-returns'), types: orderTypesSchema }),
]);
export type CampaignSource = z.infer<typeof campaignSourceSchema>;

export const refreshReportSchema = z.object({
  /** Whom the source is about now. */
  found: z.number().int(),
  added: z.number().int(),
  /** Of those found: their number is none. */
  unusable: z.number().int(),
  /** To be called no more: paid, or done otherwise. */
  closed: z.number().int(),
  /** Promises that were kept. */
  kept: z.number().int(),
  /** Promises that were not: called once more, and given up. */
  again: z.number().int(),
  broken: z.number().int(),
});
export type RefreshReport = z.infer<typeof refreshReportSchema>;
