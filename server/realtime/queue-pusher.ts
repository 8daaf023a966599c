import type { QueueFiguresView } from '../contract/rest';
import { describeError } from '../errors';
import type { Logger } from '../logging';

export interface QueuePusherDeps {
  readonly figures: () => Promise<readonly QueueFiguresView[]>;
  readonly push: (queues: readonly QueueFiguresView[]) => void;
  readonly logger: Logger;
  /** Smallest time between two pushes. */
  readonly everyMs: number;
}

/** The first change is pushed at once, those within the interval after it together at its end. */
export class QueuePusher {
  private timer: NodeJS.Timeout | null = null;
  /** From the start of a computation to the end of the interval. */
  private isPaused = false;
  private isStale = false;
  private isStopped = false;

  constructor(private readonly deps: QueuePusherDeps) {}

  refresh(): void {
    this.isStale = true;
    if (!this.isPaused && !this.isStopped) void this.run();
  }

  stop(): void {
    this.isStopped = true;
    if (this.timer) clearTimeout(this.timer);
  }

  private async run(): Promise<void> {
    this.isPaused = true;
    this.isStale = false;
    const startedAt = performance.now();
    await this.pushFigures();
    const restMs = Math.max(0, this.deps.everyMs - (performance.now() - startedAt));
    if (this.isStopped) return;
    this.timer = setTimeout(() => {
      this.isPaused = false;
      if (this.isStale) void this.run();
    }, restMs);
  }

  private async pushFigures(): Promise<void> {
    try {
      const queues = await this.deps.figures();
      if (!this.isStopped) this.deps.push(queues);
    } catch (error) {
      this.isStale = true;
      this.deps.logger.warn(
        { reason: describeError(error) },
        'queue figures could not be made, trying again',
      );
    }
  }
}
