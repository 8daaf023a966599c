/**
 * The domain events: what the Redis scripts append to the stream, what the projector stores, what the desk
 * and supervisors receive. Past tense; one word means one thing (GLOSSARY.md).
 */
import { z } from 'zod';
import { strategySchema } from './queue-config';

export const eventTypes = [
  'call.started',
  'call.identified',
  'call.queued',
  'call.step-reached',
  'call.left-queue',
  'call.wait-told',
  'call.waits-for',
  'call.waiting-refused',
  'call.talking',
  'call.held',
  'call.resumed',
  'call.agent-away',
  'call.agent-back',
  'call.agent-lost',
  'call.consult-started',
  'call.consult-answered',
  'call.consult-swapped',
  'call.merged',
  'call.consult-left',
  'call.consult-failed',
  'call.consult-cancelled',
  'call.passed',
  'call.taken-over',
  'call.moved',
  'call.transferred',
  'call.transfer-failed',
  'call.connecting',
  'call.connect-failed',
  'call.connected',
  'call.returned',
  'call.parked',
  'call.unparked',
  'call.abandoned',
  'call.dial-failed',
  'call.ended',
  'call.quality-measured',
  'call.recording-started',
  'call.recording-paused',
  'call.recording-resumed',
  'call.recording-stopped',
  'call.recording-finished',
  'call.recording-failed',
  'call.recording-played',
  'call.recording-refused',
  'call.recording-held',
  'call.recording-released',
  'call.recording-deleted',
  'review.finished',
  'ivr.entered',
  'ivr.key-pressed',
  'ivr.digits-collected',
  'ivr.wrong-key',
  'ivr.timed-out',
  'ivr.gave-up',
  'ivr.language-set',
  'ivr.said',
  'ivr.asked',
  'ivr.answered',
  'ivr.verified',
  'ivr.survey-answered',
  'ivr.message-recorded',
  'ivr.left',
  'offer.made',
  'offer.accepted',
  'offer.missed',
  'offer.declined',
  'offer.rescinded',
  'offer.failed',
  'wrap-up.started',
  'wrap-up.prolonged',
  'wrap-up.finished',
  'disposition.set',
  'agent.logged-in',
  'agent.logged-out',
  'agent.presence-changed',
  'agent.next-chosen',
  'agent.leaving',
  'agent.break-overdue',
  'agent.state-changed',
  'agent.reachable',
  'agent.unreachable',
  'supervision.started',
  'supervision.changed',
  'supervision.ended',
  'supervisor.acted',
  'notice.sent',
  'notice.read',
  'alert.raised',
  'alert.acknowledged',
  'alert.cleared',
  'leg.started',
  'leg.answered',
  'leg.ended',
  'attempt.started',
  'attempt.reached',
  'attempt.heard',
  'attempt.marked',
  'attempt.ended',
  'campaign.changed',
  'dialling.stopped',
  'dialling.resumed',
  'callback.requested',
  'callback.done',
  'callback.failed',
  'callback.given-up',
  'callback.cancelled',
  'callback.breached',
  'fax.queued',
  'fax.sent',
  'fax.attempt-failed',
  'fax.given-up',
  'text.queued',
  'text.sent',
  'text.delivered',
  'text.undelivered',
  'text.failed',
  'work-order.created',
  'work-order.assigned',
  'work-order.released',
  'work-order.started',
  'work-order.waiting',
  'work-order.resumed',
  'work-order.handed-over',
  'work-order.stage-reached',
  'work-order.resolved',
  'work-order.return-call-placed',
  'work-order.return-call-reported',
  'work-order.closed',
  'work-order.reopened',
  'work-order.cancelled',
  'work-order.escalated',
  'work-order.reminded',
  'work-order.breached',
  'work-order.commented',
  'work-order.changed',
  'work-order.attached',
  'task.changed',
  'pack.applied',
  'queues.applied',
  'switch.served',
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
 * | call.started            | callId, agentId if outbound or internal | direction, callerNumber, callerName, dialedNumber, switchId, customerLegId, agentLegId?, customerId?, colleagueId? |
 * | call.identified         | callId                       | customerId (or null), matches                               |
 * | call.queued             | callId, queueId              | topic (or null), again (true: back to the head), score      |
 * | call.step-reached       | callId, queueId              | afterMs, change: the step as it stands in the configuration |
 * | call.left-queue         | callId, queueId              | why ('too-long', 'nobody', 'key', 'callback'), waitedMs: back in the flow |
 * | call.wait-told          | callId, queueId              | position, minutes: a waiting caller heard that, the estimate rounded up |
 * | callback.requested      | callId? (in which), queueId  | callbackId, keptPlace, until                                |
 * | callback.done           | callId (the attempt's), agentId, queueId | callbackId, attempt: he was reached             |
 * | callback.failed, given-up | callId (the attempt's), agentId, queueId | callbackId, attempt, cause, nextAt?          |
 * | callback.cancelled      | callId (his own new call), queueId | callbackId, because ('called-back', or 'withdrawn' by: who) |
 * | callback.breached       | callId? (its present attempt), queueId | callbackId: not reached in the promised time      |
 * | attempt.started         | callId, legId (its customer's) | attemptId, campaignId, contactId, number: a campaign calls a contact |
 * | attempt.reached         | callId                       | attemptId, campaignId, contactId, rangMs: he has answered   |
 * | attempt.heard           | callId                       | attemptId, campaignId, contactId, answerer, reason, atMs and the other figures of docs/amd.md: was it a person? |
 * | attempt.marked          | callId, agentId? (who said it) | mark, date?: what has come of it, said by the flow or an agent |
 * | attempt.ended           | callId                       | attemptId, campaignId, contactId, cause, sipStatus?, by, reached, queued, talked, talkMs, notBegun?, answerer? (what was heard), unheard? (he left while it was listened to), listened? |
 * | campaign.changed        |                              | campaignId, state, version, by                              |
 * | dialling.stopped, -resumed |                           | campaignId (null: all campaigns), by                        |
 * | call.waits-for          | callId, agentId, queueId     | until: for this agent alone; null: for others, too, from now on |
 * | call.waiting-refused    | callId, agentId, queueId     | the agent it waits for alone does not want it               |
 * | call.talking            | callId, agentId, queueId?    | agentLegId, waitMs (or null)                                |
 * | call.held, call.resumed | callId, agentId              |                                                             |
 * | call.agent-away         | callId, agentId              | agentLegId, reason, until: his audio is gone, he is waited for (of an internal call: one of the two) |
 * | call.agent-back         | callId, agentId              | agentLegId (his new leg), awayMs                            |
 * | call.agent-lost         | callId, agentId              | agentLegId, reason, neverHeard? (gone before they were bridged) |
 * | call.consult-started, -answered | callId, agentId, legId (far party's) | number, toAgentId? (a colleague; it is his agent number then), queueId? (chosen as its next agent) |
 * | call.consult-swapped    | callId, agentId, legId       | number, toAgentId?, talkTo ('caller', 'far-party'): the other hears music |
 * | call.merged             | callId, agentId, legId (far party's) | number, toAgentId?: caller, agent and far party talk |
 * | call.consult-left, -failed, -cancelled | callId, agentId, legId | number, toAgentId?, cause (or null), sipStatus?: left after it had answered |
 * | call.passed             | callId, agentId, legId (the colleague's) | toAgentId: he was asked, and has the call now; call.talking follows |
 * | call.taken-over         | callId, agentId (who had it), legId (the supervisor's) | byAgentId: the supervisor at his ear has the call now; call.talking follows |
 * | call.moved              | callId, queueId (the new one) | fromQueueId, toHead, by (login): while it waited           |
 * | call.transferred        | callId, agentId              | to ('queue', 'agent', 'number'), queueId?, toAgentId?, number?: he is done |
 * | call.transfer-failed    | callId, legId                | number, cause, sipStatus?: back to the head of a queue      |
 * | call.connecting         | callId, legId                | number: the flow has it called                              |
 * | call.connect-failed     | callId, legId                | number, cause, sipStatus?                                   |
 * | call.connected          | callId, agentId?, legId      | number, from ('consulting' or 'connecting')                 |
 * | call.returned           | callId, agentId              | entry: where the flow goes on                               |
 * | call.parked             | callId, agentId, queueId     | slot, until: the agent has let go of his caller, for whoever picks him up |
 * | call.unparked           | callId, agentId? (who is rung for him), queueId | slot, parkedMs, why ('picked-up'; 'rung-back': in time nobody did, 'nobody-there': nor was who parked him; 'caller-left') |
 * | call.abandoned          | callId, queueId              | waitedMs                                                    |
 * | call.dial-failed        | callId, agentId              | cause, sipStatus?                                           |
 * | call.ended              | callId, agentId?, queueId?   | by, cause, sipStatus?, from (the state it was in), talkMs (or null), connectedMs?, colleagueId? (of an internal call), awayAgentId? (of one: whose audio was gone then) |
 * | call.quality-measured   | callId, agentId              | how his softphone's leg sounded: see callQualitySchema       |
 * | call.recording-started  | callId, agentId              | recordingId, by ('rule', or 'agent' on demand)              |
 * | call.recording-paused, -resumed, -stopped | callId, agentId? | recordingId, by ('agent'; 'rule' of the next talk's queue; 'next-agent': a pause ends with him; 'flow') |
 * | call.recording-finished | callId                       | recordingId, ms (as long as its file is)                    |
 * | call.recording-failed   | callId                       | recordingId, reason ('not-started', 'broken-off'): the talk went on |
 * | call.recording-played   | callId, agentId?             | recordingId, listener (his name, or a key's)                |
 * | call.recording-refused  | callId                       | recordingId, listener, login, reason: its file is not what was recorded, and was not played |
 * | call.recording-held, -released | callId                | recordingId, person (a name), login, why: its legal hold     |
 * | call.recording-deleted  | callId                       | recordingId, person (a name, or null: a rule), why or days (of the rule), sha256 |
 * | review.finished         | callId, agentId (whose part) | reviewId, mark (hundredths of a point, 0 to 10000), revised? (after an objection) |
 * | ivr.entered             | callId                       | node, pack?, version?, entry? (back into the flow)                                               |
 * | ivr.key-pressed         | callId                       | node, key                                                   |
 * | ivr.digits-collected    | callId                       | node, variable, digits (absent when sensitive), sensitive? |
 * | ivr.wrong-key, timed-out| callId                       | node, errors                                                |
 * | ivr.gave-up             | callId                       | node                                                        |
 * | ivr.language-set        | callId                       | language                                                    |
 * | ivr.said                | callId                       | node, items: what began to be played: '<pack>/<prompt>', '<grammar>:<variable>', 'sound:<variable>', 'beep' |
 * | ivr.asked               | callId                       | node, service, requestId                                    |
 * | ivr.answered            | callId                       | node, service, requestId, outcome                           |
 * | ivr.verified            | callId                       | node, kind ('line' or 'contract'), account (masked)         |
 * | ivr.survey-answered     | callId                       | node, question, value                                       |
 * | ivr.message-recorded    | callId                       | node, pack, messageId, ms?, hungUp?                         |
 * | ivr.left                | callId                       | node, how ('queued', 'connected', 'hung-up', 'caller-hung-up'), queueId?, topic? |
 * | offer.made              | callId, agentId, queueId     | offerId, deadlineAt, waitedMs, why: see offerReasonSchema |
 * | offer.accepted, missed, declined, failed | callId, agentId, queueId | offerId, inARow? (missed: how many since he last took one) |
 * | offer.rescinded         | callId, agentId, queueId     | offerId, because ('caller-left' or 'answered': by another)  |
 * | wrap-up.started         | callId, agentId              | until, resumed? (a call dialled out of it reached nobody)    |
 * | wrap-up.prolonged       | callId, agentId              | until, times (so far), byMs                                 |
 * | wrap-up.finished        | callId, agentId              | by ('agent', 'deadline', 'dial', 'expired'), dispositionCode (or null), dispositionMissing? (its queue wanted one) |
 * | disposition.set         | callId, agentId              | dispositionCode, note                                       |
 * | agent.logged-in         | agentId                      | sessionId                                                   |
 * | agent.logged-out        | agentId                      | sessionId, by ('agent', 'planned' before, 'expired', 'supervisor', 'take-over') |
 * | agent.presence-changed  | agentId                      | presence, reason (or null), productive? (true), until? (then the break is overdue) |
 * | agent.next-chosen       | agentId, callId?             | presence, reason: what he will be when he is done; both null: what he was |
 * | agent.leaving           | agentId                      | until: he has asked to go, and has left by then, unless somebody called for him answers |
 * | agent.break-overdue     | agentId                      | reason, since, until: once per break                        |
 * | agent.state-changed     | agentId, callId?             | state                                                       |
 * | agent.reachable, unreachable | agentId                 | because? ('asleep': registered, and its page gives no sign of life) |
 * | supervision.started, changed | agentId (the supervisor), legId | toAgentId, mode, fromAgentId? (whom he supervised before) |
 * | supervision.ended       | agentId (the supervisor), legId | toAgentId                                                |
 * | supervisor.acted        | callId?, queueId?            | userId, login, name (who), act, toAgentId?, and what was asked for: see auditActSchema |
 * | notice.sent, notice.read | agentId (whom it is to)     | noticeId                                                    |
 * | alert.raised, acknowledged, cleared | queueId? (none: the whole centre) | alertId, ruleId, name, measure, threshold, value (when it was raised), by (acknowledged) |
 * | leg.started             | callId, legId, agentId?      | role, number (or null)                                      |
 * | leg.answered            | callId, legId                |                                                             |
 * | leg.ended               | callId, legId                | cause, sipStatus?, by ('party' or 'switch')                 |
 * | fax.queued, fax.sent   | callId?                      | faxId, number (or null: to the caller's machine), pages     |
 * | fax.attempt-failed, fax.given-up | callId?             | the same, outcome                                           |
 * | text.queued, sent, delivered, undelivered, failed | callId? | textId, number, orderId (or null)                     |
 * | work-order.*            | callId? (made or called back in it), agentId? (whose it is) | orderId, seq (once per order), serial, type, state, desk, stage, priority, assigneeId, dueAt (or null), by |
 * | task.changed            | agentId (whose it is)        | taskId, what ('added', 'changed', 'done', 'reopened'), by (login) |
 * | pack.applied            |                              | packId, version, origin, by, why: new calls get it          |
 * | queues.applied          |                              | version, origin, by, why: the queue configuration that holds |
 * | switch.served           |                              | switchId, since: served again after nobody did since then; null: served for the first time |
 * | switch.up               |                              | switchId, restarted                                         |
 * | switch.down             |                              | switchId, reason                                            |
 */
const MOST_NEXT = 5;
const agentInTurn = z.object({ agentId: z.string(), order: z.number() });
const callInTurn = z.object({ callId: z.string(), order: z.number() });

/** Why an offer went to this agent: `why` of offer.made. */
export const offerReasonSchema = z.object({
  strategy: strategySchema,
  /** What the call was ordered by: when it entered, less its bonuses. Unix ms. */
  score: z.number(),
  /** The last step the call had reached, ms after it entered; 0: none. */
  stepMs: z.number(),
  /**
   * call: it was placed, and among the ready agents he was first by the strategy. agent: he became free, and of all
   * calls he may take this one was first. sticky: he had this caller before. transfer: a colleague handed it to him.
   * pick-up: he picks up a parked caller. parked: he parked the caller, and nobody picked him up.
   */
  by: z.enum(['call', 'agent', 'sticky', 'transfer', 'pick-up', 'parked']),
  /** He among so many; null: not counted, because that costs more than choosing. */
  agentsReady: z.number().int().nullable(),
  /** What he was chosen by: idle since (Unix ms), calls taken, seconds talked, position from 0, or chance. */
  order: z.number().optional(),
  /** Who or what would have been next, at most five and only as far as the choice looked. */
  next: z.array(z.union([agentInTurn, callInTurn])).max(MOST_NEXT),
});
export type OfferReason = z.infer<typeof offerReasonSchema>;

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
