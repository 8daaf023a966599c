/** Which queues and groups an agent is named in, and what he is good at: of the queue configuration that holds. */
import { z } from 'zod';
import { slugSchema } from './queue-config';

export const agentAssignmentSchema = z.object({
  /** Queues that name him; he answers those of his groups, too. */
  queueIds: z.array(slugSchema).max(5000),
  groups: z.array(slugSchema).max(1000),
  /** Levels, 1 to 10. */
  skills: z.record(slugSchema, z.number().int().min(1).max(10)),
});
export type AgentAssignment = z.infer<typeof agentAssignmentSchema>;

export const agentAssignmentViewSchema = agentAssignmentSchema.extend({
  /** The version it was read from. */
  version: z.number().int(),
  /** What there is to choose from. */
  allQueues: z.array(z.object({ queueId: z.string(), name: z.string() })),
  allGroups: z.array(z.string()),
  allSkills: z.array(z.string()),
});
export type AgentAssignmentView = z.infer<typeof agentAssignmentViewSchema>;

/** As it is to be from now on, whole. */
export const agentAssignmentRequestSchema = z.strictObject(agentAssignmentSchema.shape);
