/** Handing a caller to somebody else: to whom, and what the desk shows of those there are. */
import { z } from 'zod';
import { dialStringSchema } from './rest';

/** To whom an agent hands his caller, or asks while the caller waits. */
export const handOverTargetSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('queue'), queueId: z.string().min(1).max(64) }),
  z.object({ kind: z.literal('agent'), agentId: z.string().min(1).max(32) }),
  z.object({ kind: z.literal('number'), number: dialStringSchema }),
]);
export type HandOverTarget = z.infer<typeof handOverTargetSchema>;

export const transferCallRequestSchema = z.object({
  /** Chosen before asking: the same request again changes nothing. */
  requestId: z.uuid(),
  to: handOverTargetSchema,
});
export type TransferCallRequest = z.infer<typeof transferCallRequestSchema>;
