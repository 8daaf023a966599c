/** An agent's own figures of his day. */
import { z } from 'zod';

const ms = z.number().int().nonnegative();

export const agentDaySchema = z.object({
  /** In the time zone of the centre: 2026-11-29. */
  day: z.iso.date(),
  /** Callers he had, each once; asked by a colleague counts. */
  answered: z.number().int(),
  /** Calls he placed, reached or not; callbacks count. */
  dialled: z.number().int(),
  /** In calls: from his answer, or from dialling, to the end. */
  onCallMs: ms,
  wrapUpMs: ms,
  /** Ready and without a call, ringing included. */
  readyMs: ms,
  breakMs: ms,
  /** In calls and wrap-up, per call; null while there was none. */
  handlingMs: ms.nullable(),
});
export type AgentDay = z.infer<typeof agentDaySchema>;
