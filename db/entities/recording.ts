import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Deletion, LegalHold, RecordingState } from '../../server/recordings/kept-recordings';
import type { RecordingKind, RecordingLogEntry } from '../../server/contract/recordings';

/**
 * One file that a switch writes, from its first moment to long after it is deleted. Its existence is computed from the
 * call's events; what became of the file is not, so it outlives a rebuild.
 */
@Entity('recordings')
@Index(['callId'])
@Index(['state', 'closesAt'])
@Index(['state', 'keepUntil'])
@Check('recordings_kind_check', `kind IN ('talk', 'message')`)
@Check('recordings_state_check', `state IN ('open', 'sealed', 'kept', 'lost', 'deleting', 'deleted')`)
@Check('recordings_store_state_check', `store_state IN ('uploaded', 'stored')`)
@Index('recordings_to_store_idx', ['closesAt'], {
  where: `state = 'kept' AND store_state IS DISTINCT FROM 'stored'`,
})
@Check('recordings_sha256_check', `sha256 ~ '^[0-9a-f]{64}$'`)
@Check('recordings_sealed_check', `state IN ('open', 'lost') OR sha256 IS NOT NULL`)
@Check('recordings_hold_check', `legal_hold IS NULL OR state NOT IN ('deleting', 'deleted')`)
@Check('recordings_deletion_check', `(deletion IS NOT NULL) = (state IN ('deleting', 'deleted'))`)
export class Recording {
  @PrimaryColumn('uuid')
  recordingId!: string;

  @Column('text', { default: 'talk' })
  kind!: RecordingKind;

  @Column('uuid')
  callId!: string;

  /** Whose rule a talk was recorded by; null: a call an agent dialled. */
  @Column('text', { nullable: true })
  queueId!: string | null;

  /** Whose flow took a message. */
  @Column('text', { nullable: true })
  packId!: string | null;

  @Column('timestamptz')
  startedAt!: Date;

  /** When its file was closed, as told or by what the call did; null: it is being written. */
  @Column('timestamptz', { nullable: true })
  closesAt!: Date | null;

  @Column('text', { default: 'open' })
  state!: RecordingState;

  /** Somebody sees to its file until then. */
  @Column('timestamptz', { nullable: true })
  claimedUntil!: Date | null;

  /** Whether its file is in the store of objects, too (uploaded), or there alone (stored). */
  @Column('text', { nullable: true })
  storeState!: 'uploaded' | 'stored' | null;

  @Column('integer', { nullable: true })
  bytes!: number | null;

  @Column('integer', { nullable: true })
  ms!: number | null;

  /** Of the WAV, whether its file is encrypted or not. */
  @Column('text', { nullable: true })
  sha256!: string | null;

  /** The managed key its file can be opened with; null: it is plain. */
  @Column('text', { nullable: true })
  keyId!: string | null;

  /** How loud it is, side by side: see server/recordings/waveform. */
  @Column('bytea', { nullable: true })
  peaks!: Buffer | null;

  @Column('timestamptz', { nullable: true })
  keepUntil!: Date | null;

  @Column('jsonb', { nullable: true })
  legalHold!: LegalHold | null;

  @Column('jsonb', { nullable: true })
  deletion!: Deletion | null;
}

/** What was done with recordings; rows are only added. */
@Entity('recording_log')
@Index(['at', 'logId'])
@Check('recording_log_deed_check', `deed IN ('held', 'released', 'deleted', 'refused')`)
export class RecordingLog {
  @PrimaryColumn('uuid')
  logId!: string;

  @Column('timestamptz')
  at!: Date;

  @Column('uuid')
  recordingId!: string;

  @Column('uuid')
  callId!: string;

  @Column('text', { nullable: true })
  queueId!: string | null;

  @Column('text', { nullable: true })
  packId!: string | null;

  @Column('text')
  deed!: RecordingLogEntry['deed'];

  /** null: a rule. */
  @Column('jsonb', { nullable: true })
  by!: RecordingLogEntry['by'];

  @Column('text', { nullable: true })
  why!: string | null;

  @Column('integer', { nullable: true })
  days!: number | null;

  @Column('integer', { nullable: true })
  bytes!: number | null;

  @Column('text', { nullable: true })
  sha256!: string | null;
}
