/** A supervisor at an agent's ear: what he may do there, and what he and the agent see of it. */
import { z } from 'zod';

/** listen: nobody hears him; whisper: the agent alone; barge: the agent and whom he talks with. */
export const supervisionModeSchema = z.enum(['listen', 'whisper', 'barge']);
export type SupervisionMode = z.infer<typeof supervisionModeSchema>;

export const superviseRequestSchema = z.object({ mode: supervisionModeSchema });

/** Of the call he is to have from now on; the agent's. */
export const takeOverRequestSchema = z.object({ callId: z.uuid() });

const personSchema = z.object({ agentId: z.string(), displayName: z.string() });

/** On the supervisor's desk. */
export const supervisionSchema = z.object({
  agent: personSchema,
  mode: supervisionModeSchema,
  since: z.number(),
  /** What he hears; null: the agent talks with nobody now. */
  call: z
    .object({ callId: z.string(), number: z.string(), state: z.enum(['talking', 'held', 'consulting']) })
    .nullable(),
});
export type SupervisionView = z.infer<typeof supervisionSchema>;

/** On the agent's desk, where the house lets him know. */
export const supervisedBySchema = z.object({ supervisor: personSchema, mode: supervisionModeSchema });
export type SupervisedBy = z.infer<typeof supervisedBySchema>;

/** An agent who is logged in, as supervisors see him. Times are Unix ms. */
export const teamMemberSchema = z.object({
  ...personSchema.shape,
  presence: z.enum(['break', 'ready', 'not-responding']),
  reason: z.string().nullable(),
  state: z.enum(['idle', 'offered', 'on-call', 'wrap-up', 'supervising']),
  /** Since when he is what he is. */
  since: z.number(),
  /** When his break is longer than its reason allows, or his wrap-up than its queue gives; null: in none, or without a limit. */
  overdueAt: z.number().nullable(),
  reachable: z.boolean(),
  call: z
    .object({ callId: z.string(), number: z.string(), queueName: z.string().nullable(), state: z.string() })
    .nullable(),
  supervisors: z.array(supervisedBySchema),
});
export type TeamMember = z.infer<typeof teamMemberSchema>;
