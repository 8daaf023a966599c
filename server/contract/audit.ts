/** Who did what to whom: acts of supervisors, as they are kept in the event log. */
import { z } from 'zod';
import { pageQuerySchema } from './rest';

/** supervise: listened, whispered, barged in. move-call: a waiting one. */
export const auditActs = [
  'supervise',
  'take-over',
  // The caller was his, and then the two could not be put together.
  'take-over-failed',
  'presence',
  'log-out',
  'message',
  'move-call',
  'assign',
  // Of a campaign.
  'test-call',
] as const;
export const auditActSchema = z.enum(auditActs);
export type AuditAct = z.infer<typeof auditActSchema>;

export const auditEntrySchema = z.object({
  entryId: z.string(),
  at: z.iso.datetime(),
  /** Who. */
  login: z.string(),
  name: z.string(),
  act: auditActSchema,
  /** To whom: an agent's number. */
  toAgentId: z.string().nullable(),
  callId: z.string().nullable(),
  queueId: z.string().nullable(),
  /** What exactly was asked for: a mode, a presence, the text. */
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

export const auditQuerySchema = pageQuerySchema.extend({
  act: auditActSchema.optional(),
  login: z.string().trim().max(64).optional(),
  toAgentId: z.string().trim().max(20).optional(),
});
export type AuditQuery = z.infer<typeof auditQuerySchema>;
