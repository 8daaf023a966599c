import { z } from 'zod';

/** Somebody who is to be called back. Times are Unix ms. */
export const callbackSchema = z.object({
  callbackId: z.uuid(),
  queueId: z.string(),
  number: z.string(),
  topic: z.string().nullable(),
  customerId: z.uuid().nullable(),
  requestedAt: z.number().int(),
  /** Since when he waits, on the line before he asked for it or not. */
  waitingSince: z.number().int(),
  /** How often he was called in vain. */
  attempts: z.number().int(),
});
export type CallbackView = z.infer<typeof callbackSchema>;
