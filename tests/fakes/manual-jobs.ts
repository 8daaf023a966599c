import type { JobHandler, LastingJobs, PlannedJob } from '../../server/scheduling/lasting-jobs';

/** Jobs that wait for the test to move the clock. */
export class ManualJobs implements LastingJobs {
  now = Date.now();
  readonly #handlers = new Map<string, JobHandler>();
  readonly #planned = new Map<string, PlannedJob>();

  plan(job: PlannedJob): Promise<void> {
    this.#planned.set(`${job.kind}/${job.id}`, job);
    return Promise.resolve();
  }

  cancel(kind: string, id: string): Promise<void> {
    this.#planned.delete(`${kind}/${id}`);
    return Promise.resolve();
  }

  handle(kind: string, handler: JobHandler): void {
    this.#handlers.set(kind, handler);
  }

  /** When the next job is due, or null. */
  nextDueAt(): number | null {
    return this.#planned.size === 0 ? null : Math.min(...[...this.#planned.values()].map((job) => job.dueAt));
  }

  /** Does everything that is due by then, also what is planned meanwhile. */
  async runUntil(time: number): Promise<void> {
    for (;;) {
      const [first] = [...this.#planned.entries()].sort(([, a], [, b]) => a.dueAt - b.dueAt);
      if (!first || first[1].dueAt > time) break;
      const [key, job] = first;
      this.#planned.delete(key);
      this.now = Math.max(this.now, job.dueAt);
      await this.#handlers.get(job.kind)?.(job.data, { id: job.id, attempt: 1 });
    }
    this.now = Math.max(this.now, time);
  }
}
