import type { CallId } from '../contract/ids';
import type { RecordingKind, RecordingLogEntry } from '../contract/recordings';
import type { Page } from '../contract/rest';

/**
 *   open ──▶ sealed ──▶ kept ──▶ deleting ──▶ deleted
 *    │ ▲        (encrypted, the plain file is still there)
 *    ▼ │
 *   lost
 *
 * `deleting` is the word that counts: its files are taken away after it, by whoever comes across it.
 */
export type RecordingState = 'open' | 'sealed' | 'kept' | 'lost' | 'deleting' | 'deleted';

export interface Person {
  readonly login: string;
  readonly name: string;
}

export interface LegalHold extends Person {
  /** ISO, as in every jsonb. */
  readonly at: string;
  readonly why: string;
}

export interface Deletion {
  readonly at: string;
  /** Of the rule; null: somebody deleted it. */
  readonly days: number | null;
  readonly by: (Person & { readonly why: string }) | null;
}

export interface KeptRecording {
  readonly recordingId: string;
  readonly callId: CallId;
  readonly kind: RecordingKind;
  /** Of a talk; null: an agent dialled. */
  readonly queueId: string | null;
  /** Of a message; null: of before packs were noted with it. */
  readonly packId: string | null;
  readonly state: RecordingState;
  readonly closesAt: Date | null;
  /** Somebody sees to its file until then. */
  readonly claimedUntil: Date | null;
  /** uploaded: it is in the store and still on disk. stored: in the store alone. null: on disk. */
  readonly storeState: 'uploaded' | 'stored' | null;
  readonly bytes: number | null;
  readonly ms: number | null;
  readonly sha256: string | null;
  readonly keyId: string | null;
  readonly legalHold: LegalHold | null;
  readonly deletion: Deletion | null;
}

/** What one look at a closed file tells. */
export interface Sealed {
  readonly bytes: number;
  readonly ms: number;
  readonly sha256: string;
  readonly peaks: Buffer;
  readonly keyId: string | null;
}

/** How long recordings are kept that one queue or pack is answerable for. */
export interface RetentionRule {
  readonly kind: RecordingKind;
  /** The queue of talks, the pack of messages; null: dialled calls, messages without a pack. */
  readonly of: string | null;
  /** null: for ever. */
  readonly days: number | null;
}
/** What none of them is about keeps what it had. */
export type RetentionRules = readonly RetentionRule[];

export const retentionDays = (
  rules: RetentionRules,
  { kind, queueId, packId }: Pick<KeptRecording, 'kind' | 'queueId' | 'packId'>,
): number | null =>
  rules.find((rule) => rule.kind === kind && rule.of === (kind === 'talk' ? queueId : packId))?.days ?? null;

/** Rows about files. Each method is one transaction; log entries are written with what they are about. */
export interface KeptRecordings {
  /** The closed one that waits longest for somebody to see to its file, ours until then. */
  claimClosed(now: Date, claimedUntil: Date): Promise<KeptRecording | null>;
  /** Whoever comes second changes nothing. */
  sealed(recordingId: string, sealed: Sealed, keepUntil: Date | null): Promise<void>;
  /** The plain file of an encrypted one is gone. */
  kept(recordingId: string): Promise<void>;
  lost(recordingId: string): Promise<void>;
  /** Its file was found after all. */
  found(recordingId: string): Promise<void>;
  /** Writes anew until when each is kept. @returns how many that changed */
  applyRetention(rules: RetentionRules): Promise<number>;
  /** One that is kept and not in the store alone yet, ours until then; nobody deletes it meanwhile. */
  claimForStore(now: Date, claimedUntil: Date): Promise<KeptRecording | null>;
  /** One whose key is sealed with another managed key than this one, ours until then; nobody deletes it meanwhile. */
  claimForReseal(keyId: string, now: Date, claimedUntil: Date): Promise<KeptRecording | null>;
  /** It lies on disk, sealed with that key; if it is to be in the store, it goes there again. */
  resealed(recordingId: string, keyId: string): Promise<void>;
  /** Nobody sees to it any more, and nobody is to before that. */
  storeLater(recordingId: string, tryAt: Date): Promise<void>;
  /** It was seen in the store; its file on disk may go. false: it is not kept any more. */
  uploaded(recordingId: string): Promise<boolean>;
  /** Its file on disk is gone. */
  stored(recordingId: string): Promise<void>;
  /** Marks one whose time is over and that nobody holds as `deleting`. */
  expire(now: Date): Promise<KeptRecording | null>;
  /** Those marked, not done with yet, and no longer sent to the store by anybody. */
  beingDeleted(now: Date): Promise<readonly KeptRecording[]>;
  /** Nothing is left of it but its row. */
  deleted(recordingId: string): Promise<void>;
  get(callId: CallId, recordingId: string): Promise<KeptRecording | null>;
  peaksOf(recordingId: string): Promise<Buffer | null>;
  /** @throws UserError not-found, recording-deleted; conflict: it is not held */
  hold(callId: CallId, recordingId: string, hold: LegalHold | null, by: LegalHold): Promise<void>;
  /** Marks it as `deleting`. @throws UserError not-found, recording-deleted; conflict: it is held, or not kept yet */
  delete(callId: CallId, recordingId: string, by: LegalHold): Promise<KeptRecording>;
  /** Notes that somebody was not played it, because it is not what was recorded. */
  refused(recordingId: string, by: LegalHold): Promise<void>;
  /** What is known of these files; those that are left out are nobody's. */
  statesOf(recordingIds: readonly string[]): Promise<ReadonlyMap<string, KnownFile>>;
  /** Names of managed keys that files are sealed with. */
  keysInUse(): Promise<readonly string[]>;
  log(query: { readonly page: number; readonly pageSize: number }): Promise<Page<RecordingLogEntry>>;
}

export interface KnownFile {
  readonly state: RecordingState;
  readonly keyId: string | null;
}
