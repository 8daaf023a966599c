/**
 * Work that must be done at some time, by some server, once, whatever is restarted in between. The adapter in
 * server/jobs/ keeps it in Redis (BullMQ); what a job is about stands in PostgreSQL, so that jobs lost with
 * Redis can be planned again from there.
 */
export interface LastingJobs {
  /**
   * Plans a job, or moves the one with this id. Handlers must bear being called twice with the same id: at least
   * once is what any queue can promise.
   */
  plan(job: PlannedJob): Promise<void>;
  /** Nothing happens when it is done or unknown. */
  cancel(kind: string, id: string): Promise<void>;
  /** Who does jobs of a kind; declared before `start`. A handler that throws is tried again with growing pauses. */
  handle(kind: string, handler: JobHandler, options?: HandlerOptions): void;
}

export interface PlannedJob {
  /** Lower-case words and dashes, for example 'order-clock'. */
  readonly kind: string;
  /** Unique within the kind; planning again with it moves the job. No ':'. */
  readonly id: string;
  /** Unix ms; in the past means now. */
  readonly dueAt: number;
  /** Plain JSON; never a secret. */
  readonly data: Readonly<Record<string, unknown>>;
}

export interface JobContext {
  readonly id: string;
  /** 1 for the first try. */
  readonly attempt: number;
}

export type JobHandler = (data: Readonly<Record<string, unknown>>, context: JobContext) => Promise<void>;

export interface HandlerOptions {
  /** How many of the kind one server does at once. Default 4. */
  readonly atOnce?: number;
  /** Tries before it is given up, the first included. Default 10. */
  readonly attempts?: number;
  /** Pause before the second try, ms; doubled each time. Default 1 000. */
  readonly backoffMs?: number;
}
