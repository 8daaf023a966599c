/** What recorded calls would have met under another queue configuration. */
import { z } from 'zod';

export const REPLAY_MOST_CALLS = 50_000;
export const REPLAY_MOST_DAYS = 31;

export const queueReplayQuerySchema = z
  .object({ from: z.iso.datetime({ offset: true }), until: z.iso.datetime({ offset: true }) })
  .refine(({ from, until }) => Date.parse(from) < Date.parse(until), 'from must be before until')
  .refine(
    ({ from, until }) => Date.parse(until) - Date.parse(from) <= REPLAY_MOST_DAYS * 86_400_000,
    `${REPLAY_MOST_DAYS} days at most`,
  );

/** Waits in seconds, the others shares of 1; null: there is nothing to take it of. */
export const replayFiguresSchema = z.object({
  calls: z.number().int(),
  answered: z.number().int(),
  /** Gave up. */
  abandoned: z.number().int(),
  /** Not let in, sent away after the longest wait, or gone by a key. */
  turnedAway: z.number().int(),
  meanWaitS: z.number().nullable(),
  p50WaitS: z.number().nullable(),
  p95WaitS: z.number().nullable(),
  /** Answered within the queue's `answerWithinS`. */
  serviceLevel: z.number().nullable(),
  abandonment: z.number().nullable(),
});
export type ReplayFigures = z.infer<typeof replayFiguresSchema>;

const erlangASchema = z.object({
  meanWaitS: z.number(),
  serviceLevel: z.number(),
  abandonment: z.number(),
});

export const replayQueueSchema = z.object({
  /** null: all queues together. */
  queueId: z.string().nullable(),
  /** What happened. */
  recorded: replayFiguresSchema,
  /** The configuration that holds, simulated: what differs from `recorded` is the simulation's error. */
  present: replayFiguresSchema.nullable(),
  /** The other one, simulated. */
  changed: replayFiguresSchema.nullable(),
  /** Estimates by Erlang A under the present and the other configuration. */
  erlangA: z.object({ present: erlangASchema.nullable(), changed: erlangASchema.nullable() }),
});
export type ReplayQueue = z.infer<typeof replayQueueSchema>;

export const queueReplaySchema = z.object({
  /** The version simulated as `present`. */
  version: z.number().int(),
  calls: z.number().int(),
  agents: z.number().int(),
  /** Share of their time that agents were busy with calls of queues. */
  occupancy: z.object({
    recorded: z.number().nullable(),
    present: z.number().nullable(),
    changed: z.number().nullable(),
  }),
  /** All together first, then queue by queue. */
  queues: z.array(replayQueueSchema),
});
export type QueueReplay = z.infer<typeof queueReplaySchema>;
