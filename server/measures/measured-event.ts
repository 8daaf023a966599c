/** What measures read of an event of the log (server/contract/events.ts holds what its data says). */
export interface MeasuredEvent {
  readonly type: string;
  readonly at: Date;
  readonly agentId: string | null;
  readonly queueId: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Of a call's events these are measured; the others change no figure. */
export const MEASURED_EVENTS = [
  'call.started',
  'call.queued',
  'call.left-queue',
  'call.talking',
  'call.held',
  'call.resumed',
  'call.agent-lost',
  'call.passed',
  'call.taken-over',
  'call.transferred',
  'call.connected',
  'call.returned',
  'call.parked',
  'call.abandoned',
  'call.ended',
  'offer.accepted',
  'offer.missed',
  'offer.declined',
  'ivr.survey-answered',
  'wrap-up.started',
  'wrap-up.finished',
  'review.finished',
] as const;
export type MeasuredType = (typeof MEASURED_EVENTS)[number];
