/**
 * The domain events: what the Redis scripts append to the stream, what the projector stores, what the desk
 * and supervisors receive. Past tense; one word means one thing (GLOSSARY.md).
 */
import { z } from 'zod';

export const eventTypes = [
  'call.started',
  'call.identified',
  'call.queued',
  'call.talking',
  'call.held',
  'call.resumed',
  'call.agent-lost',
  'call.abandoned',
  'call.dial-failed',
  'call.ended',
  'ivr.entered',
  'ivr.key-pressed',
  'ivr.digits-collected',
  'ivr.wrong-key',
  'ivr.timed-out',
  'ivr.gave-up',
  'ivr.language-set',
  'ivr.left',
  'offer.made',
  'offer.accepted',
  'offer.missed',
  'offer.declined',
  'offer.rescinded',
  'offer.failed',
  'wrap-up.started',
  'wrap-up.finished',
  'disposition.set',
  'agent.logged-in',
  'agent.logged-out',
  'agent.presence-changed',
  'agent.state-changed',
  'agent.reachable',
  'agent.unreachable',
  'leg.started',
  'leg.answered',
  'leg.ended',
  'switch.up',
  'switch.down',
] as const;

export const eventTypeSchema = z.enum(eventTypes);
export type EventType = z.infer<typeof eventTypeSchema>;

/**
 * What `data` holds, per type. Scripts write it, the projector reads it. Durations in ms, times Unix ms.
 *
 * | type                    | about (fields beside data)   | data                                                        |
 * |-------------------------|------------------------------|-------------------------------------------------------------|
 * | call.started            | callId, agentId if outbound  | direction, callerNumber, callerName, dialedNumber, switchId, customerLegId, agentLegId?, customerId? |
 * | call.identified         | callId                       | customerId (or null), matches                               |
 * | call.queued             | callId, queueId              | topic (or null), again (true: back to the head), score      |
 * | call.talking            | callId, agentId, queueId?    | agentLegId, waitMs (or null)                                |
 * | call.held, call.resumed | callId, agentId              |                                                             |
 * | call.agent-lost         | callId, agentId              | agentLegId, reason                                          |
 * | call.abandoned          | callId, queueId              | waitedMs                                                    |
 * | call.dial-failed        | callId, agentId              | cause, sipStatus?                                           |
 * | call.ended              | callId, agentId?, queueId?   | by, cause, sipStatus?, from (the state it was in), talkMs (or null) |
 * | ivr.entered             | callId                       | node                                                        |
 * | ivr.key-pressed         | callId                       | node, key                                                   |
 * | ivr.digits-collected    | callId                       | node, variable, digits (absent when sensitive), sensitive? |
 * | ivr.wrong-key, timed-out| callId                       | node, errors                                                |
 * | ivr.gave-up             | callId                       | node                                                        |
 * | ivr.language-set        | callId                       | language                                                    |
 * | ivr.left                | callId                       | node, how ('queued', 'hung-up', 'caller-hung-up'), queueId?, topic? |
 * | offer.made              | callId, agentId, queueId     | offerId, deadlineAt, waitedMs, why: {strategy, agentsReady} |
 * | offer.accepted, missed, declined, rescinded, failed | callId, agentId, queueId | offerId                              |
 * | wrap-up.started         | callId, agentId              | until                                                       |
 * | wrap-up.finished        | callId, agentId              | by ('agent' or 'deadline' or 'dial')                        |
 * | disposition.set         | callId, agentId              | dispositionCode, note                                       |
 * | agent.logged-in         | agentId                      | sessionId                                                   |
 * | agent.logged-out        | agentId                      | sessionId                                                   |
 * | agent.presence-changed  | agentId                      | presence, reason (or null)                                  |
 * | agent.state-changed     | agentId, callId?             | state                                                       |
 * | agent.reachable, unreachable | agentId                 |                                                             |
 * | leg.started             | callId, legId, agentId?      | role, number (or null)                                      |
 * | leg.answered            | callId, legId                |                                                             |
 * | leg.ended               | callId, legId                | cause, sipStatus?, by ('party' or 'switch')                 |
 * | switch.up               |                              | switchId, restarted                                         |
 * | switch.down             |                              | switchId, reason                                            |
 */
export const domainEventSchema = z.object({
  /** Position in the stream, `<ms>-<seq>`: unique, ordered, the id to resume from. */
  id: z.string().regex(/^\d+-\d+$/),
  type: eventTypeSchema,
  /** Unix ms by Redis' clock. */
  at: z.number().int(),
  callId: z.string().optional(),
  agentId: z.string().optional(),
  queueId: z.string().optional(),
  legId: z.string().optional(),
  data: z.record(z.string(), z.unknown()).default({}),
});
export type DomainEvent = z.infer<typeof domainEventSchema>;
