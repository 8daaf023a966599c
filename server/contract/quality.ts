/** How a softphone's own leg of a call sounded, as its browser measured it. */
import { z } from 'zod';

const ms = z.number().min(0).max(60_000);

export const callQualitySchema = z.object({
  /** Seconds that were measured. */
  seconds: z.number().int().min(1).max(86_400),
  /** Estimate of the mean opinion score, 1 (bad) to 4.5: over all, and of the worst five seconds. */
  mos: z.number().min(1).max(5),
  worstMos: z.number().min(1).max(5),
  /** Of the packets that were to arrive. */
  lossPercent: z.number().min(0).max(100),
  jitterMs: ms,
  /** null when the browser could not tell. */
  roundTripMs: ms.nullable(),
  /** Why the agent was warned meanwhile. */
  warnings: z.array(z.enum(['mos', 'loss', 'jitter', 'round-trip', 'microphone-silent'])).max(5),
});
export type CallQuality = z.infer<typeof callQualitySchema>;
export type QualityWarning = CallQuality['warnings'][number];
