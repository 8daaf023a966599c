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

/** Handing over, or asking first. */
export const handOverCallRequestSchema = z.object({
  /** Chosen before asking: the same request again changes nothing. */
  requestId: z.uuid(),
  to: handOverTargetSchema,
});
export type HandOverCallRequest = z.infer<typeof handOverCallRequestSchema>;

/** With whom the agent talks while he consults; the other hears music. */
export const swapRequestSchema = z.object({ talkTo: z.enum(['caller', 'far-party']) });
export type SwapRequest = z.infer<typeof swapRequestSchema>;

/** A colleague, as somebody who looks for one sees him. */
export const colleagueSchema = z.object({
  agentId: z.string(),
  displayName: z.string(),
  presence: z.enum(['break', 'ready', 'not-responding']),
  state: z.enum(['idle', 'offered', 'on-call', 'wrap-up', 'supervising']),
  reachable: z.boolean(),
  /** Since when he is what he is, Unix ms. */
  since: z.number().int(),
});
export type ColleagueView = z.infer<typeof colleagueSchema>;

export const handOverTargetsSchema = z.object({
  /** A caller may wait for a colleague who is busy: the rule of the queue of the one he talks with. */
  mayWait: z.boolean(),
  /** Who is logged in, the free ones first, at most thirty. */
  agents: z.array(colleagueSchema),
  queues: z.array(
    z.object({
      queueId: z.string(),
      name: z.string(),
      waiting: z.number().int(),
      agentsReady: z.number().int(),
    }),
  ),
});
export type HandOverTargets = z.infer<typeof handOverTargetsSchema>;

export const handOverSearchSchema = z.object({ search: z.string().trim().max(100).default('') });
