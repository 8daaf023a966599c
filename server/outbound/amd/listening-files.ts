import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { recordingFileName } from '../../calls/switch';
import type { AttemptId, SwitchId } from '../../contract/ids';
import type { Logger } from '../../logging';

/** Where what a callee says is written while somebody listens; each is named by its attempt, so that any server can remove it. */
export class ListeningFiles {
  /** @param directories of recordings, by switch; the same path on both machines */
  constructor(
    private readonly directories: ReadonlyMap<SwitchId, string>,
    private readonly logger: Logger,
  ) {}

  /** null: nobody knows that switch. */
  pathOf(switchId: SwitchId, attemptId: AttemptId): string | null {
    const directory = this.directories.get(switchId);
    return directory === undefined ? null : join(directory, recordingFileName(attemptId));
  }

  /** Wherever it is. What cannot be removed now is said, and named by the inventory of recordings afterwards. */
  async remove(attemptId: AttemptId): Promise<void> {
    for (const directory of new Set(this.directories.values()))
      await rm(join(directory, recordingFileName(attemptId)), { force: true }).catch((error: unknown) => {
        this.logger.error({ attemptId, err: error }, 'what was recorded to listen is still there');
      });
  }
}
