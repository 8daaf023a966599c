import { describeError } from '../errors';
import type { Logger } from '../logging';

export interface PicturePusherDeps<Picture> {
  /** Of what, for the log. */
  readonly what: string;
  readonly make: () => Promise<Picture>;
  readonly push: (picture: Picture) => void;
  readonly logger: Logger;
  /** Smallest time between two pushes. */
  readonly everyMs: number;
}

/** The first change is pushed at once, those within the interval after it together at its end. */
export class PicturePusher<Picture> {
  private timer: NodeJS.Timeout | null = null;
  /** From the start of a computation to the end of the interval. */
  private isPaused = false;
  private isStale = false;
  private isStopped = false;

  constructor(private readonly deps: PicturePusherDeps<Picture>) {}

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
    await this.pushPicture();
    const restMs = Math.max(0, this.deps.everyMs - (performance.now() - startedAt));
    if (this.isStopped) return;
    this.timer = setTimeout(() => {
      this.isPaused = false;
      if (this.isStale) void this.run();
    }, restMs);
  }

  private async pushPicture(): Promise<void> {
    try {
      const picture = await this.deps.make();
      if (!this.isStopped) this.deps.push(picture);
    } catch (error) {
      this.isStale = true;
      this.deps.logger.warn(
        { what: this.deps.what, reason: describeError(error) },
        'a picture could not be made, trying again',
      );
    }
  }
}
