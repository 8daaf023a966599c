/**
 * What is to be heard in place of the sounds of the product, as it lastingly stands. A file follows its row, never the
 * other way round:
 *
 *   staged ──► kept ──► in place
 *
 * The recording is written and synced where nobody hears it (staged); its row with the content's hash, the change in
 * the history, and an approval if there is one, are one transaction (kept); then the file takes its name. A process
 * that dies before it was kept has changed nothing; one that dies after it leaves a row that says what is to be done.
 */
import type { SoundPath } from '../contract/sounds';
import type { SoundNote } from './sound-files';

/** A recording on disk that nobody hears yet. */
export interface StagedRecording {
  /** The file's name among the staged ones. */
  readonly stagedAs: string;
  /** SHA-256 of the content, in hexadecimal digits. */
  readonly hash: string;
  readonly note: SoundNote;
}

export interface SoundRecord {
  readonly sound: SoundPath;
  /** null: none of our own, the made one is heard. */
  readonly wanted: StagedRecording | null;
  readonly action: 'replaced' | 'rendered' | 'restored';
  /** Whoever changes it: login, name of an API key or job, or both names of an approved proposal. */
  readonly by: string;
  readonly reason: string;
}

export interface SoundRecords {
  /**
   * With the change in the history. What was wanted before and is not in place yet is given up.
   * @throws UserError 'needs-approval' when somebody else must approve a replacement
   */
  keep(record: SoundRecord): Promise<void>;
  /** Has done what is still to be done for a sound, if anything, while nobody else does; then it is in place. */
  place(sound: SoundPath, work: (wanted: StagedRecording | null) => Promise<void>): Promise<void>;
  /** Sounds that are not in place: somebody is about to, or died on the way. */
  unplaced(): Promise<readonly { readonly sound: SoundPath; readonly stagedAs: string | null }[]>;
}

/** For whoever keeps the row in a transaction of his own: before it, and after it. */
export interface RecordingStage {
  /** @throws UserError 'not-found' for a sound nobody knows, 'validation-failed' for a file that cannot be played */
  stage(
    sound: SoundPath,
    file: Buffer,
    change: { readonly by: string; readonly reason: string },
  ): Promise<StagedRecording>;
  place(sound: SoundPath): Promise<void>;
}
