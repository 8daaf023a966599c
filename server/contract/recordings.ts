/** Recordings: what an agent's desk shows of his talk's, and what the record of a call names. */
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

/** talk: of caller and agent. message: what the caller said into the flow. */
export const recordingKinds = ['talk', 'message'] as const;
export type RecordingKind = (typeof recordingKinds)[number];

/** What has become of a recording's file since the switch closed it. */
export const recordingStates = ['open', 'kept', 'lost', 'deleted'] as const;

const keeper = z.object({ at: z.iso.datetime(), login: z.string(), name: z.string(), why: z.string() });

export const recordingKeepingSchema = z.object({
  /** lost: no file was found. */
  state: z.enum(recordingStates),
  bytes: z.number().int().nullable(),
  /** SHA-256 of the WAV; null until it is kept. */
  sha256: z.string().nullable(),
  isEncrypted: z.boolean(),
  /** Then it is deleted; null: kept until somebody deletes it. */
  keepUntil: z.iso.datetime().nullable(),
  /** While it is there nothing and nobody deletes it. */
  legalHold: keeper.nullable(),
  /** null: it is not deleted; `days`: by the rule of its queue or pack, which keeps so long; otherwise by somebody. */
  deletion: z
    .object({
      at: z.iso.datetime(),
      days: z.number().int().nullable(),
      by: keeper.omit({ at: true }).nullable(),
    })
    .nullable(),
});
export type RecordingKeeping = z.infer<typeof recordingKeepingSchema>;

const why = z.string().trim().min(1).max(500);
export const legalHoldRequestSchema = z.object({ isHeld: z.boolean(), why });
export const recordingDeletionRequestSchema = z.object({ why });

/** What was done with recordings, for good: also when nothing else is left of them. */
/** refused: it was changed, and somebody who wanted to listen was not played it. */
export const recordingDeeds = ['held', 'released', 'deleted', 'refused'] as const;
export const recordingLogEntrySchema = z.object({
  at: z.iso.datetime(),
  recordingId: z.uuid(),
  callId: z.uuid(),
  queueId: z.string().nullable(),
  /** Whose flow took the message; null: a talk. */
  packId: z.string().nullable(),
  deed: z.enum(recordingDeeds),
  /** null: a rule. */
  by: z.object({ login: z.string(), name: z.string() }).nullable(),
  why: z.string().nullable(),
  /** Of the rule. */
  days: z.number().int().nullable(),
  bytes: z.number().int().nullable(),
  sha256: z.string().nullable(),
});
export type RecordingLogEntry = z.infer<typeof recordingLogEntrySchema>;

/** How loud each side is from beginning to end, 0 to 255; the sides are of one length. Empty: not known yet. */
export const waveformSchema = z.object({
  left: z.array(z.number().int().min(0).max(255)),
  right: z.array(z.number().int().min(0).max(255)),
});
export type Waveform = z.infer<typeof waveformSchema>;

export const recordingViewSchema = z.object({
  recordingId: z.uuid(),
  kind: z.enum(recordingKinds),
  startedAt: z.iso.datetime(),
  /** As long as its file is; while it runs, or when it failed and nobody was told: null. */
  ms: z.number().int().nullable(),
  /** Silenced from and to, ms into the recording; to null: to its end. */
  paused: z.array(z.object({ fromMs: z.number().int(), toMs: z.number().int().nullable() })),
  /** null: it was recorded to its end. */
  fault: z.string().nullable(),
  /** null: nothing is known of its file yet. */
  keeping: recordingKeepingSchema.nullable(),
});
export type RecordingView = z.infer<typeof recordingViewSchema>;
/** What the call's events say of it. */
export type RecordingRecord = Omit<RecordingView, 'keeping'>;
