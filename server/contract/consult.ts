/** Who is asked for a caller, as the desks of those who talk about him show it. */
import { z } from 'zod';

export const colleagueNameSchema = z.object({ agentId: z.string(), displayName: z.string() });

export const consultViewSchema = z.object({
  /** Of a colleague: his agent number. */
  number: z.string(),
  /** null: somebody outside. */
  colleague: colleagueNameSchema.nullable(),
  state: z.enum(['ringing', 'answered', 'held', 'merged', 'left', 'failed', 'cancelled']),
  failure: z.string().nullable(),
});
