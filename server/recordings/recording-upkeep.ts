import { describeError, OperationalError } from '../errors';
import type { EventStream } from '../events/event-stream';
import type { Logger } from '../logging';
import {
  retentionDays,
  type KeptRecording,
  type KeptRecordings,
  type RetentionRules,
  type Sealed,
} from './kept-recordings';
import type { RecordingFiles, SealedCopy } from './recording-files';
import { sealFile } from './seal-file';

interface RecordingUpkeepDeps {
  readonly rows: KeptRecordings;
  readonly files: RecordingFiles;
  readonly events: Pick<EventStream, 'append'>;
  readonly rules: () => RetentionRules;
  readonly now: () => Date;
  readonly logger: Logger;
}

/** Longer than the longest file takes; after it somebody else sees to it. */
const CLAIM_MS = 600_000;
/** An hour, longer than an upload may take: what was claimed is not deleted before. */
const STORE_CLAIM_MS = 3_600_000;
const STORE_ROUND_MS = 5000;
const DAY_MS = 24 * 3_600_000;
/** A file that was not there so long after its end does not come any more. */
const LOST_AFTER_MS = DAY_MS;
/** Nothing new is begun after this: whoever stops a server does not wait for a mountain of files. */
const ROUND_MS = 5000;

/**
 * Sees to the files of recordings: what is closed is summed up, what is over its time is deleted. The row says so first,
 * always; whatever dies in between is done again by whoever looks next.
 */
export class RecordingUpkeep {
  readonly #deps: RecordingUpkeepDeps;
  /** As they were applied last; another server's are applied again within the hour. */
  #rules = '';

  constructor(deps: RecordingUpkeepDeps) {
    this.#deps = deps;
  }

  /** What is due now. Safe to repeat, and for two servers at once. */
  async round(): Promise<void> {
    const { rows, now } = this.#deps;
    const until = now().getTime() + ROUND_MS;
    const mayGoOn = (): boolean => now().getTime() < until;
    const rules = JSON.stringify(this.#deps.rules());
    if (rules !== this.#rules) await this.applyRetention();
    this.#rules = rules;
    while (mayGoOn()) {
      const at = now();
      const closed = await rows.claimClosed(at, new Date(at.getTime() + CLAIM_MS));
      if (closed === null) break;
      await this.#see(closed);
    }
    for (const marked of await rows.beingDeleted(now())) if (mayGoOn()) await this.finishDeletion(marked);
    while (mayGoOn()) {
      const expired = await rows.expire(now());
      if (expired === null) break;
      await this.finishDeletion(expired);
    }
  }

  /** To the store, one after the other; the row says so before anything is taken from the disk. Begins nothing after a while. */
  async storeKept(): Promise<void> {
    const { rows, files, now } = this.#deps;
    if (!files.hasStore) return;
    const until = now().getTime() + STORE_ROUND_MS;
    while (now().getTime() < until) {
      const at = now();
      const kept = await rows.claimForStore(at, new Date(at.getTime() + STORE_CLAIM_MS));
      if (kept === null || !(await this.#store(kept))) return;
    }
  }

  /** With the present managed key, one after the other, so that older ones are not needed any more. */
  async resealKept(): Promise<void> {
    const { rows, files, now, logger } = this.#deps;
    const keyId = files.currentKeyId;
    if (keyId === null) return;
    const until = now().getTime() + STORE_ROUND_MS;
    while (now().getTime() < until) {
      const at = now();
      const kept = await rows.claimForReseal(keyId, at, new Date(at.getTime() + STORE_CLAIM_MS));
      if (kept === null) return;
      const { recordingId, callId } = kept;
      try {
        if (!(await files.reseal(recordingId)))
          throw new OperationalError('part-failed', 'There is no file to be sealed anew');
        await rows.resealed(recordingId, keyId);
        logger.info({ callId, recordingId, keyId }, 'recording sealed with another key');
      } catch (error) {
        logger.error(
          { callId, recordingId, reason: describeError(error) },
          'a recording cannot be sealed anew yet',
        );
        await rows.storeLater(recordingId, new Date(now().getTime() + STORE_CLAIM_MS));
      }
    }
  }

  async #store({ recordingId, callId, storeState }: KeptRecording): Promise<boolean> {
    const { rows, files, now, logger } = this.#deps;
    try {
      const bytes = storeState === null ? await files.upload(recordingId) : null;
      if (storeState === null && bytes === null && !(await files.isThere(recordingId)))
        throw new OperationalError('part-failed', 'There is no file to be stored');
      if (!(await rows.uploaded(recordingId))) {
        // Somebody deleted it meanwhile: whoever finishes that takes it from the store, too.
        await rows.storeLater(recordingId, now());
        return true;
      }
      await files.removeLocal(recordingId);
      await rows.stored(recordingId);
      logger.info({ callId, recordingId, bytes }, 'recording stored');
      return true;
    } catch (error) {
      const reason = describeError(error);
      logger.error({ callId, recordingId, reason }, 'a recording cannot be stored yet');
      await rows.storeLater(recordingId, new Date(now().getTime() + CLAIM_MS));
      // The store is away: the others would not fare better now.
      return !(error instanceof OperationalError && error.code === 'object-store-away');
    }
  }

  async applyRetention(): Promise<void> {
    const changed = await this.#deps.rows.applyRetention(this.#deps.rules());
    if (changed > 0) this.#deps.logger.info({ changed }, 'recordings are kept for another time');
  }

  /** After its row says that it is deleted; as often as it takes. */
  async finishDeletion({ recordingId, callId, deletion, sha256 }: KeptRecording): Promise<void> {
    const { rows, files, events, logger } = this.#deps;
    await files.remove(recordingId);
    const { by, days } = deletion ?? { by: null, days: null };
    const data = { recordingId, person: by?.name ?? null, why: by?.why ?? null, days, sha256 };
    await events.append({ type: 'call.recording-deleted', callId, data });
    await rows.deleted(recordingId);
    logger.info({ callId, recordingId, days, login: by?.login }, 'recording deleted');
  }

  /** One that fails must not keep the others waiting: it is claimed, and tried again after that. */
  async #see(closed: KeptRecording): Promise<void> {
    const { recordingId, callId } = closed;
    try {
      await this.#seal(closed);
    } catch (error) {
      const reason = describeError(error);
      this.#deps.logger.error({ callId, recordingId, reason }, 'a recording cannot be kept yet');
    }
  }

  async #seal(recording: KeptRecording): Promise<void> {
    const { recordingId, callId, closesAt, state } = recording;
    const { rows, files, now, logger } = this.#deps;
    const since = closesAt?.getTime() ?? 0;
    if (state === 'open') {
      const sealed = await this.#sumUp(recordingId);
      if (sealed === null) {
        if (now().getTime() - since < LOST_AFTER_MS) return;
        await rows.lost(recordingId);
        logger.error({ callId, recordingId }, 'a recording has no file');
        return;
      }
      const days = retentionDays(this.#deps.rules(), recording);
      await rows.sealed(recordingId, sealed, days === null ? null : new Date(since + days * DAY_MS));
      if (sealed.keyId === null) return;
    }
    await files.removePlain(recordingId);
    await rows.kept(recordingId);
  }

  /** Encrypts it, too, if recordings are to be; the plain file stays until its row knows of the other. null: there is no file. */
  async #sumUp(recordingId: string): Promise<Sealed | null> {
    const { files } = this.#deps;
    // Without a plain one it was encrypted before, and the row comes from a backup.
    const file = (await files.openPlain(recordingId)) ?? (await files.open(recordingId));
    if (file === null) return null;
    let copy: SealedCopy | null = null;
    try {
      copy = await files.sealedCopy(recordingId, file.size);
      const sums = await sealFile(file, copy?.writer ?? null);
      await copy?.writer.finish();
      return { ...sums, keyId: copy?.keyId ?? file.keyId };
    } finally {
      await copy?.writer.abandon();
      await file.close();
    }
  }
}
