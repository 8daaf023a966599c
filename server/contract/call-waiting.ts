/** Callers who wait for one agent alone, while he is busy. */
import { z } from 'zod';

/** As that agent sees him on his desk. */
export const waitingCallSchema = z.object({
  callId: z.string(),
  callerNumber: z.string(),
  callerName: z.string(),
  customer: z.object({ customerId: z.string(), name: z.string() }).nullable(),
  queueName: z.string().nullable(),
  /** Unix ms. */
  since: z.number().int(),
  /** Then others may have him, too. */
  until: z.number().int(),
});
export type WaitingCallView = z.infer<typeof waitingCallSchema>;

/** Chosen before asking: the same request again changes nothing. */
export const takeWaitingRequestSchema = z.object({ requestId: z.uuid() });
