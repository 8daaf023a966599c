/** Whether this server can do its work, part by part. */
import { z } from 'zod';

export const partHealthSchema = z.object({
  kind: z.string(),
  address: z.string(),
  state: z.enum(['up', 'down']),
});

export const readinessSchema = z.object({
  status: z.enum(['ready', 'not-ready']),
  database: partHealthSchema,
  redis: partHealthSchema,
  switches: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['freeswitch', 'embedded']),
      address: z.string(),
      state: z.enum(['up', 'standby', 'down']),
      sipUdp: z.string().nullable(),
      ws: z.string().nullable(),
      wss: z.string().nullable(),
    }),
  ),
});
export type Readiness = z.infer<typeof readinessSchema>;
