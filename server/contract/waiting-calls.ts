/** Who waits in a queue, as supervisors see it, and what they may change of it. */
import { z } from 'zod';
import { slugSchema } from './queue-config';
import { languageSchema } from './rest';

export const WAITING_SHOWN = 100;

export const waitingInQueueSchema = z.object({
  callId: z.string(),
  number: z.string(),
  customerName: z.string().nullable(),
  topic: z.string().nullable(),
  language: languageSchema,
  /** Unix ms: when it began to wait. */
  since: z.number(),
  /** Nobody is on the line: he wants to be called back. */
  isCallback: z.boolean(),
});
export type WaitingInQueue = z.infer<typeof waitingInQueueSchema>;

export const moveWaitingRequestSchema = z
  .object({
    requestId: z.uuid(),
    queueId: slugSchema.nullable(),
    toHead: z.boolean(),
  })
  .refine(({ queueId, toHead }) => queueId !== null || toHead, 'Neither another queue nor its head.');
export type MoveWaitingRequest = z.infer<typeof moveWaitingRequestSchema>;
