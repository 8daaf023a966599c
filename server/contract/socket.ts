/** Messages of the WebSocket at /api/v1/events. One JSON object per text frame, at most 64 KiB from a client. */
import { z } from 'zod';
import { domainEventSchema } from './events';
import { parkedCallsSchema } from './parking';
import { deskSchema, queueFiguresSchema } from './rest';
import { centreChangesSchema } from './wallboard';

/** `?after=<event id>` on connecting replays what was missed; an id too old is answered with 'reset'. */
export const serverMessageSchema = z.discriminatedUnion('type', [
  /** First message. `lastEventId` is where live events begin. */
  z.object({ type: z.literal('hello'), lastEventId: z.string() }),
  /** The events asked for are no longer kept: reload what you show. */
  z.object({ type: z.literal('reset'), lastEventId: z.string() }),
  z.object({ type: z.literal('event'), event: domainEventSchema }),
  z.object({ type: z.literal('desk'), desk: deskSchema }),
  z.object({ type: z.literal('queues'), queues: z.array(queueFiguresSchema) }),
  /** Those he may pick up. */
  z.object({ type: z.literal('parked'), parked: parkedCallsSchema }),
  /** To those who watch the centre. */
  z.object({ type: z.literal('centre'), changes: centreChangesSchema }),
  /**
   * The login ended: another place took it over, it expired, it was ended, or the agent had chosen to be logged out when
   * he is done. The socket closes after it.
   */
  z.object({
    type: z.literal('logged-out'),
    reason: z.enum(['taken-over', 'expired', 'ended', 'planned', 'supervisor']),
  }),
  z.object({ type: z.literal('pong'), at: z.number() }),
]);
export type ServerMessage = z.infer<typeof serverMessageSchema>;

export const clientMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('ping'),
    at: z.number(),
    /** This page has the agent's phone, and it is registered: a sign that calls may be offered. */
    phone: z.boolean().default(false),
  }),
  /** Whether this page shows how the centre stands; for supervisors. */
  z.object({ type: z.literal('watch'), centre: z.boolean() }),
]);
export type ClientMessage = z.input<typeof clientMessageSchema>;
