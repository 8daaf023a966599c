/** Parked callers: whom an agent has let go of, for a colleague to pick up. */
import { z } from 'zod';

/** A parked caller as those see him who may pick him up. */
export const parkedCallSchema = z.object({
  callId: z.string(),
  /** A small number to be said to each other. */
  slot: z.number().int(),
  callerNumber: z.string(),
  callerName: z.string(),
  customer: z.object({ customerId: z.string(), name: z.string() }).nullable(),
  queueId: z.string().nullable(),
  queueName: z.string().nullable(),
  parkedBy: z.object({ agentId: z.string(), displayName: z.string() }),
  /** Unix ms. */
  since: z.number().int(),
  /** Then he goes back to who parked him, or to his queue. Unix ms. */
  until: z.number().int(),
});
export type ParkedCallView = z.infer<typeof parkedCallSchema>;

export const parkedCallsSchema = z.array(parkedCallSchema);

/** Chosen before asking: the same request again changes nothing. */
export const parkRequestSchema = z.object({ requestId: z.uuid() });
