/** What an agent is told by a supervisor, on his desk until he has read it. */
import { z } from 'zod';
import { agentNumberSchema } from './agent-number';

/**
 * message: words. presence: he was set to break or ready. logs-out: he will be logged out when he is done.
 * taken-over: his caller was.
 */
const noticeKindSchema = z.enum(['message', 'presence', 'logs-out', 'taken-over']);

export const noticeSchema = z.object({
  noticeId: z.uuid(),
  kind: noticeKindSchema,
  /** Name of who sent it. */
  from: z.string(),
  /** Of a message; '' otherwise. */
  text: z.string(),
  /** Of a presence: what he is now. */
  presence: z.enum(['ready', 'break']).nullable(),
  /** Unix ms. */
  sentAt: z.number(),
});
export type Notice = z.infer<typeof noticeSchema>;

export const MESSAGE_MAX = 500;
/** Unread ones an agent has at most. */
export const NOTICES_MAX = 20;

export const messageRequestSchema = z.object({
  /** Of the request: sent twice it is told once. */
  noticeId: z.uuid(),
  /** Agent numbers; null: everybody who is logged in. */
  to: z.array(agentNumberSchema).min(1).max(2000).nullable(),
  text: z
    .string()
    .trim()
    .min(1)
    .max(MESSAGE_MAX)
    // Lines of text, and no other control characters.
    .regex(/^(?:[^\p{Cc}]|[\t\n])*$/u),
});
export type MessageRequest = z.infer<typeof messageRequestSchema>;

export const messageSentSchema = z.object({
  sent: z.number().int(),
  /** Logged out meanwhile, or with too many unread. */
  notSent: z.array(z.string()),
});
export type MessageSent = z.infer<typeof messageSentSchema>;
