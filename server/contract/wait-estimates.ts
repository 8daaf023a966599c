/** What waiting callers were told of their wait, beside how long it took. */
import { z } from 'zod';

export const ESTIMATES_MOST_DAYS = 31;

export const waitEstimatesQuerySchema = z
  .object({ from: z.iso.datetime({ offset: true }), until: z.iso.datetime({ offset: true }) })
  .refine(({ from, until }) => Date.parse(from) < Date.parse(until), 'from must be before until')
  .refine(
    ({ from, until }) => Date.parse(until) - Date.parse(from) <= ESTIMATES_MOST_DAYS * 86_400_000,
    `${ESTIMATES_MOST_DAYS} days at most`,
  );

/** Errors are what it took beyond what was said: above 0 he waited longer. null: nobody was answered. */
export const waitEstimateSchema = z.object({
  /** null: all queues together. */
  queueId: z.string().nullable(),
  /** How often somebody was told a time. */
  told: z.number().int(),
  /** …and was answered then; of the others nobody knows how long it would have taken. */
  answered: z.number().int(),
  medianErrorS: z.number().nullable(),
  meanAbsoluteErrorS: z.number().nullable(),
  /** Share of those answered whose error was 25 % of their wait or 30 s at most. */
  closeShare: z.number().nullable(),
});
export type WaitEstimate = z.infer<typeof waitEstimateSchema>;

/** All together first, then queue by queue. */
export const waitEstimatesSchema = z.array(waitEstimateSchema);
