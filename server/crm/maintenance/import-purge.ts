import type { Logger } from '../../logging';
import type { LastingJobs } from '../../scheduling/lasting-jobs';
import type { Imports } from './imports';

export const IMPORT_PURGE_JOB = 'import-purge';
/** How long a table that was tried waits for somebody to do it. */
export const IMPORT_KEPT_DAYS = 7;
const DAY_MS = 24 * 3_600_000;

interface ImportPurgeDeps {
  readonly imports: Pick<Imports, 'purge'>;
  readonly jobs: LastingJobs;
  readonly now: () => number;
  readonly logger: Logger;
}

/**
 * Forgets tables that were tried and never done, with their files. What is due stands in the table of imports; the job
 * only says when one of the servers looks, and is planned again by each of their beats.
 */
export class ImportPurge {
  readonly #deps: ImportPurgeDeps;

  constructor(deps: ImportPurgeDeps) {
    this.#deps = deps;
  }

  /** Before the jobs are started. */
  declare(): void {
    const { imports, jobs, now, logger } = this.#deps;
    jobs.handle(
      IMPORT_PURGE_JOB,
      async () => {
        const count = await imports.purge(new Date(now() - IMPORT_KEPT_DAYS * DAY_MS));
        if (count > 0) logger.info({ count }, 'imports purged that were never done');
      },
      { atOnce: 1 },
    );
  }

  /** @throws OperationalError redis-unavailable: the next beat plans it */
  plan(): Promise<void> {
    const { jobs, now } = this.#deps;
    return jobs.plan({ kind: IMPORT_PURGE_JOB, id: 'tried', dueAt: now(), data: {} });
  }
}
