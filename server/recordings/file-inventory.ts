import type { Logger } from '../logging';
import type { KeptRecordings, KnownFile } from './kept-recordings';
import type { FoundFile, RecordingFiles } from './recording-files';

interface FileInventoryDeps {
  readonly rows: Pick<KeptRecordings, 'statesOf' | 'found'>;
  readonly files: RecordingFiles;
  /** How many nobody knows. */
  readonly onUnknown: (count: number) => void;
  readonly now: () => Date;
  readonly logger: Logger;
}

const AT_ONCE = 500;
/** The row of one that is being written may be on its way. */
const YOUNG_MS = 3_600_000;
const MOST_NAMED = 20;

/**
 * Compares what lies on disk with what the rows say. What a row calls deleted is removed (a disk that was away when it was);
 * what no row knows is reported and left alone, for a person to look at.
 */
export class FileInventory {
  readonly #deps: FileInventoryDeps;

  constructor(deps: FileInventoryDeps) {
    this.#deps = deps;
  }

  async take(): Promise<void> {
    const { rows, files, now, onUnknown, logger } = this.#deps;
    const unknown: string[] = [];
    for await (const found of files.all(AT_ONCE)) {
      const old = found.filter(({ changedAt }) => now().getTime() - changedAt.getTime() >= YOUNG_MS);
      const known = await rows.statesOf(old.map(({ recordingId }) => recordingId));
      for (const file of old) {
        const row = known.get(file.recordingId);
        if (row === undefined) unknown.push(file.recordingId);
        else await this.#settle(file, row);
      }
    }
    onUnknown(unknown.length);
    if (unknown.length === 0) return;
    const facts = { count: unknown.length, recordingIds: unknown.slice(0, MOST_NAMED) };
    logger.warn(facts, 'files of recordings that no call knows');
  }

  async #settle({ recordingId, isPlain }: FoundFile, { state, keyId }: KnownFile): Promise<void> {
    const { rows, files, logger } = this.#deps;
    if (state === 'deleted') {
      await files.remove(recordingId);
      logger.warn({ recordingId }, 'the file of a deleted recording was still there, and is removed');
    } else if (state === 'lost') await rows.found(recordingId);
    else if (state === 'kept' && keyId !== null && isPlain) {
      await files.removePlain(recordingId);
      logger.warn(
        { recordingId },
        'the plain file of an encrypted recording was still there, and is removed',
      );
    }
  }
}
