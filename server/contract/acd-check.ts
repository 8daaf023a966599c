import { z } from 'zod';

export const acdCheckSchema = z.object({
  /** What is wrong in the live state; nothing unless a script has a fault. */
  broken: z.array(z.string()),
});
