/** Recordings of talks: what an agent's desk shows of one, and what the record of a call names. */
import { z } from 'zod';
import { recordingRules } from './queue-config';

/** What an agent does with the recording of his talk. */
export const recordingActions = ['start', 'stop', 'pause', 'resume'] as const;
export type RecordingAction = (typeof recordingActions)[number];

/** What becomes of the talk on disk; `rule`: whether it is recorded at all, and who decides. */
export const deskRecordingSchema = z.object({
  rule: z.enum(recordingRules),
  state: z.enum(['none', 'on', 'paused', 'stopped', 'failed']),
  /** Unix ms; null: it is not paused. */
  pausedAt: z.number().int().nullable(),
});
export type DeskRecording = z.infer<typeof deskRecordingSchema>;

export const recordingViewSchema = z.object({
  recordingId: z.uuid(),
  startedAt: z.iso.datetime(),
  /** As long as its file is; while it runs, or when it failed and nobody was told: null. */
  ms: z.number().int().nullable(),
  /** Silenced from and to, ms into the recording; to null: to its end. */
  paused: z.array(z.object({ fromMs: z.number().int(), toMs: z.number().int().nullable() })),
  /** null: it was recorded to its end. */
  fault: z.string().nullable(),
});
export type RecordingView = z.infer<typeof recordingViewSchema>;
