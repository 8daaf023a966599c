/** One timeline of a call as a picture: lanes side by side over one axis of time. `server/calls/timeline` makes it. */
import { z } from 'zod';

export const laneKinds = [
  'caller',
  'flow',
  'queue',
  'agent',
  'far-party',
  'recording',
  'quality',
  'orders',
  'survey',
] as const;
export const laneKindSchema = z.enum(laneKinds);
export type LaneKind = z.infer<typeof laneKindSchema>;

/** What a bar says went on. */
export const barKinds = [
  /** The caller: in the flow, waiting, called, talking, hearing music, parked, with a far party alone. */
  'in-flow',
  'waiting',
  'dialing',
  'talking',
  'music',
  'parked',
  'connecting',
  'connected',
  /** The flow: at one node. */
  'node',
  /** An agent or a far party: it rings; the agent holds his caller, consults, talks with two, is asked, has no audio, wraps up. */
  'ringing',
  'holding',
  'consulting',
  'three',
  'asked',
  'away',
  'wrap-up',
  /** A recording: sound is kept, or silence is. */
  'recording',
  'masked',
] as const;
export const barKindSchema = z.enum(barKinds);
export type BarKind = z.infer<typeof barKindSchema>;

/** A node's name for people, in the languages its pack gives. */
export const nodeNameSchema = z.object({ 'zh-CN': z.string().optional(), 'en-US': z.string().optional() });
export type NodeName = z.infer<typeof nodeNameSchema>;

export const timelineBarSchema = z.object({
  kind: barKindSchema,
  /** The event that begins it. */
  eventId: z.string(),
  /** The event that ends it; null: it goes on. */
  endedBy: z.string().nullable(),
  /** Since the timeline's beginning; the end of what goes on is `untilMs`. */
  fromMs: z.number().int(),
  toMs: z.number().int(),
  /** How it ended, where that is not plain: of an offer accepted, missed, declined …; of a stay in a queue answered, left … */
  outcome: z.string().nullable(),
  queueId: z.string().nullable(),
  /** Whose number, of somebody outside. */
  number: z.string().nullable(),
  node: z
    .object({ id: z.string(), packId: z.string().nullable(), name: nodeNameSchema.nullable() })
    .nullable(),
  /** What the caller pressed there; what is secret is •. */
  keys: z.array(z.string()),
});
export type TimelineBar = z.infer<typeof timelineBarSchema>;

export const timelineMarkSchema = z.object({ eventId: z.string(), type: z.string(), atMs: z.number().int() });
export type TimelineMark = z.infer<typeof timelineMarkSchema>;

export const timelineLaneSchema = z.object({
  kind: laneKindSchema,
  /** One lane for each agent. */
  agentId: z.string().nullable(),
  /** One lane for each far party. */
  legId: z.string().nullable(),
  number: z.string().nullable(),
  /** In their order; no two overlap. */
  bars: z.array(timelineBarSchema),
  /** Every event that is about this lane, in their order. */
  marks: z.array(timelineMarkSchema),
});
export type TimelineLane = z.infer<typeof timelineLaneSchema>;

/** Every event of the call is one mark of one lane, or one of `later`. */
export const callTimelineSchema = z.object({
  callId: z.uuid(),
  startedAt: z.iso.datetime(),
  /** Where the axis ends: with the call and what its agents did after it, or now. */
  untilMs: z.number().int(),
  isOver: z.boolean(),
  lanes: z.array(timelineLaneSchema),
  /** What was done after the end of the axis: somebody listened, a recording was deleted. */
  later: z.array(z.object({ eventId: z.string(), type: z.string(), at: z.iso.datetime() })),
});
export type CallTimeline = z.infer<typeof callTimelineSchema>;
