import type { LastingJobs } from '../scheduling/lasting-jobs';
import type { FileInventory } from './file-inventory';
import type { RecordingUpkeep } from './recording-upkeep';

export const RECORDING_ROUND_JOB = 'recording-round';
export const RECORDING_INVENTORY_JOB = 'recording-inventory';
const RECORDING_STORE_JOB = 'recording-store';
const INVENTORY_MS = 3_600_000;

interface RecordingJobsDeps {
  readonly upkeep: Pick<RecordingUpkeep, 'round' | 'applyRetention' | 'resealKept' | 'storeKept'>;
  readonly inventory: Pick<FileInventory, 'take'>;
  readonly jobs: LastingJobs;
  readonly now: () => number;
}

/** One of the servers looks at what is due; that stands in the rows, and the jobs only say when. */
export class RecordingJobs {
  readonly #deps: RecordingJobsDeps;

  constructor(deps: RecordingJobsDeps) {
    this.#deps = deps;
  }

  /** Before the jobs are started. */
  declare(): void {
    const { upkeep, inventory, jobs } = this.#deps;
    jobs.handle(RECORDING_ROUND_JOB, () => upkeep.round(), { atOnce: 1 });
    const tidy = async (): Promise<void> => {
      await upkeep.applyRetention();
      await inventory.take();
    };
    const store = async (): Promise<void> => {
      await upkeep.resealKept();
      await upkeep.storeKept();
    };
    // By itself: a store that is slow must not keep recordings from being sealed or deleted.
    jobs.handle(RECORDING_STORE_JOB, store, { atOnce: 1 });
    jobs.handle(RECORDING_INVENTORY_JOB, tidy, { atOnce: 1 });
  }

  /** At every beat of every server. @throws OperationalError redis-unavailable: the next beat plans them */
  async plan(): Promise<void> {
    const { jobs, now } = this.#deps;
    await jobs.plan({ kind: RECORDING_ROUND_JOB, id: 'due', dueAt: now(), data: {} });
    await jobs.plan({ kind: RECORDING_STORE_JOB, id: 'due', dueAt: now(), data: {} });
    // One at each full hour, whoever plans it.
    const next = Math.floor(now() / INVENTORY_MS) + 1;
    await jobs.plan({
      kind: RECORDING_INVENTORY_JOB,
      id: String(next),
      dueAt: next * INVENTORY_MS,
      data: {},
    });
  }
}
