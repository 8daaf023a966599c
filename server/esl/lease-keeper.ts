import { setTimeout as sleep } from 'node:timers/promises';
import type { SwitchLease } from '../calls/switch-lease';
import type { SwitchId } from '../contract/ids';

export interface LeaseOptions {
  readonly lease: SwitchLease;
  readonly switchId: SwitchId;
  readonly owner: string;
  readonly ttlMs: number;
  readonly standbyTryMs: number;
  readonly onError: (error: unknown) => void;
}

/** A command takes a moment to reach the switch: we stop that much before the lease ends. */
const MOST_MARGIN_MS = 200;

/**
 * Takes the lease and keeps it. Whoever cannot renew in time has lost it, also when Redis is away, and also when it was
 * this process that stood still: time is counted by our own monotonic clock from when we asked, and the lease may have
 * been extended any time after.
 */
export class LeaseKeeper {
  private timer: NodeJS.Timeout | null = null;
  private toldAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: LeaseOptions) {}

  /**
   * Whether we know who owns the switch: we do, or somebody else did when we last tried. Without that nothing may be
   * commanded: what we are about to do was decided in another time.
   */
  isFresh(): boolean {
    const { ttlMs } = this.options;
    return performance.now() - this.toldAt < ttlMs - Math.min(MOST_MARGIN_MS, ttlMs / 8);
  }

  /** Tries until it is ours. @returns its token @throws AbortError */
  async acquire(signal: AbortSignal): Promise<number> {
    const { lease, switchId, owner, ttlMs, standbyTryMs, onError } = this.options;
    for (;;) {
      signal.throwIfAborted();
      const askedAt = performance.now();
      try {
        const taken = await lease.acquire(switchId, owner, ttlMs);
        this.toldAt = askedAt;
        if (taken !== null) return taken.token;
      } catch (error) {
        onError(error);
      }
      await sleep(Math.min(standbyTryMs, ttlMs / 4), undefined, { signal });
    }
  }

  keep(onLost: () => void): void {
    this.timer = setInterval(() => {
      void this.renew(onLost);
    }, this.options.ttlMs / 4);
  }

  stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
  }

  async release(): Promise<void> {
    await this.options.lease.release(this.options.switchId, this.options.owner).catch(this.options.onError);
  }

  private async renew(onLost: () => void): Promise<void> {
    const { lease, switchId, owner, ttlMs, onError } = this.options;
    const askedAt = performance.now();
    const lost = () => {
      if (this.timer === null) return;
      this.stop();
      onLost();
    };
    if (!this.isFresh()) {
      lost();
      return;
    }
    try {
      if (await lease.renew(switchId, owner, ttlMs)) this.toldAt = Math.max(this.toldAt, askedAt);
      else lost();
    } catch (error) {
      onError(error);
      if (!this.isFresh()) lost();
    }
  }
}
