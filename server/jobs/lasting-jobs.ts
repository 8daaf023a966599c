import {
  createNodeRedisClient,
  DelayedError,
  Queue,
  Worker,
  type IRedisClient,
  type Job,
  type RedisConnectionClient,
} from 'bullmq';
import { describeError, OperationalError } from '../errors';
import type { Logger } from '../logging';
import type { HandlerOptions, JobHandler, LastingJobs, PlannedJob } from '../scheduling/lasting-jobs';

export interface LastingJobsOptions {
  /**
   * A node-redis client that is not connected yet. `mayWait`: whether its commands wait while Redis is away.
   * Queues get one whose commands fail at once, workers one whose commands wait.
   */
  readonly newClient: (mayWait: boolean) => RedisConnectionClient;
  /** Begins every key. */
  readonly prefix: string;
  readonly now: () => number;
  /** A job that its server has not renewed for so long is given to another, ms. Default 30 000. */
  readonly lockMs?: number;
  readonly logger: Logger;
}

export interface RunningJobs extends LastingJobs {
  /** Does jobs from now on, of every kind that has a handler. */
  start(): void;
  /** Waits for the jobs under way, then closes its connections. Planned jobs stay. */
  stop(): Promise<void>;
}

/** What stands in Redis of a job. `again`: planned anew while it was being done. */
interface JobData {
  readonly data: Readonly<Record<string, unknown>>;
  readonly again?: number;
}

interface Kind {
  readonly handler: JobHandler;
  readonly options: Required<HandlerOptions>;
}

const DEFAULTS: Required<HandlerOptions> = { atOnce: 4, attempts: 10, backoffMs: 1000 };
const LOCK_MS = 30_000;
/** A job whose servers die under it this often is not begun again: it may be why they die. */
const MOST_CRASHES = 5;
/** A plan that Redis does not confirm by then has failed; what it is about still stands in the database. */
const PLAN_TIMEOUT_MS = 5000;
/** Failed for good: kept for a week, for whoever looks. */
const KEEP_FAILED_S = 7 * 24 * 3600;

/** Lasting jobs on BullMQ: one queue per kind, one worker per kind and server. */
export function createLastingJobs(options: LastingJobsOptions): RunningJobs {
  return new BullJobs(options);
}

class BullJobs implements RunningJobs {
  readonly #options: LastingJobsOptions;
  readonly #kinds = new Map<string, Kind>();
  readonly #queues = new Map<string, Queue<JobData>>();
  readonly #workers: Worker<JobData>[] = [];
  readonly #clients: IRedisClient[] = [];
  #planning: IRedisClient | null = null;
  #isAway = false;

  constructor(options: LastingJobsOptions) {
    this.#options = options;
  }

  handle(kind: string, handler: JobHandler, options: HandlerOptions = {}): void {
    this.#kinds.set(kind, { handler, options: { ...DEFAULTS, ...options } });
  }

  plan(job: PlannedJob): Promise<void> {
    return inTime(this.#plan(job));
  }

  async cancel(kind: string, id: string): Promise<void> {
    await inTime(
      (async () => {
        const job = await (await this.#readyQueue(kind)).getJob(id);
        // Being done right now: it is too late.
        await job?.remove().catch(() => undefined);
      })(),
    );
  }

  start(): void {
    const connection = this.#client(true);
    for (const [name, kind] of this.#kinds) this.#workers.push(this.#worker(name, kind, connection));
  }

  async stop(): Promise<void> {
    // Workers let go of their jobs only while they can reach Redis.
    await Promise.all(
      this.#workers.splice(0).map((worker) => inTime(worker.close(this.#isAway)).catch(() => undefined)),
    );
    await Promise.all(
      [...this.#queues.values()].map((queue) => inTime(queue.close()).catch(() => undefined)),
    );
    for (const client of this.#clients.splice(0)) client.disconnect();
  }

  async #plan({ kind, id, dueAt, data }: PlannedJob): Promise<void> {
    const queue = await this.#readyQueue(kind);
    const delay = Math.max(0, dueAt - this.#options.now());
    const existing = await queue.getJob(id);
    if (existing && !(await this.#clear(existing, dueAt))) return;
    const { attempts, backoffMs } = this.#kinds.get(kind)?.options ?? DEFAULTS;
    await queue.add(
      kind,
      { data },
      {
        jobId: id,
        delay,
        attempts,
        backoff: { type: 'exponential', delay: backoffMs },
        removeOnComplete: true,
        removeOnFail: { age: KEEP_FAILED_S },
      },
    );
  }

  /** Makes room for a job planned anew; false when the one there will see to it itself. */
  async #clear(job: Job<JobData>, dueAt: number): Promise<boolean> {
    if ((await job.getState()) === 'active') {
      await job.updateData({ ...job.data, again: dueAt });
      return false;
    }
    // Taken up by a worker in this moment: the table it is about decides, and is looked at again.
    return job.remove().then(
      () => true,
      () => false,
    );
  }

  #worker(name: string, { handler, options }: Kind, connection: IRedisClient): Worker<JobData> {
    const { logger, lockMs = LOCK_MS } = this.#options;
    const worker = new Worker<JobData>(name, (job, token) => this.#do(job, token, handler), {
      connection,
      prefix: this.#options.prefix,
      concurrency: options.atOnce,
      lockDuration: lockMs,
      stalledInterval: lockMs,
      maxStalledCount: MOST_CRASHES,
      runRetryDelay: 1000,
    });
    worker.on('error', (error) => this.#onConnectionError(error));
    worker.on('ready', () => (this.#isAway = false));
    worker.on('failed', (job, error) => {
      const facts = { kind: name, jobId: job?.id, attempt: job?.attemptsMade, reason: describeError(error) };
      const isOver = (job?.attemptsMade ?? 0) >= options.attempts;
      if (isOver) logger.error(facts, 'job given up');
      else logger.warn(facts, 'job failed, tried again later');
    });
    return worker;
  }

  async #do(job: Job<JobData>, token: string | undefined, handler: JobHandler): Promise<void> {
    const id = job.id ?? '';
    await handler(job.data.data, { id, attempt: job.attemptsMade + 1 });
    const fresh = await (await this.#readyQueue(job.queueName)).getJob(id);
    const again = fresh?.data.again;
    if (fresh === undefined || again === undefined) return;
    await fresh.updateData({ data: fresh.data.data });
    await job.moveToDelayed(Math.max(again, this.#options.now()), token);
    throw new DelayedError();
  }

  /** A queue whose first connection failed stays unusable: the next use makes a new one. */
  async #readyQueue(kind: string): Promise<Queue<JobData>> {
    const queue = this.#queue(kind);
    try {
      await queue.waitUntilReady();
      return queue;
    } catch (error) {
      if (this.#queues.get(kind) === queue) this.#queues.delete(kind);
      throw error;
    }
  }

  #queue(kind: string): Queue<JobData> {
    const known = this.#queues.get(kind);
    if (known) return known;
    this.#planning ??= this.#client(false);
    const queue = new Queue<JobData>(kind, {
      connection: this.#planning,
      prefix: this.#options.prefix,
    });
    queue.on('error', (error) => this.#onConnectionError(error));
    this.#queues.set(kind, queue);
    return queue;
  }

  #client(mayWait: boolean): IRedisClient {
    const client = createNodeRedisClient(this.#options.newClient(mayWait));
    client.on('error', (error: unknown) => this.#onConnectionError(error));
    client.on('ready', () => (this.#isAway = false));
    this.#clients.push(client);
    return client;
  }

  /** One line per loss; retries between are silent. */
  #onConnectionError(error: unknown): void {
    if (!this.#isAway)
      this.#options.logger.warn({ reason: describeError(error) }, 'job queue connection lost');
    this.#isAway = true;
  }
}

/** @throws OperationalError redis-unavailable */
function inTime<Result>(work: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new OperationalError('redis-unavailable', 'The job queue does not answer'));
    }, PLAN_TIMEOUT_MS);
    work
      .then(resolve, (cause: unknown) => {
        reject(new OperationalError('redis-unavailable', 'The job queue cannot be reached', { cause }));
      })
      .finally(() => {
        clearTimeout(timer);
      });
  });
}
