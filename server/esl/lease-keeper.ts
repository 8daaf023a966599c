import { setTimeout as sleep } from 'node:timers/promises';
import type { SwitchLease } from '../calls/switch-lease';
import type { SwitchId } from '../contract/ids';

export interface LeaseOptions {
  readonly lease: SwitchLease;
  readonly switchId: SwitchId;
  readonly owner: string;
  readonly ttlMs: number;
  readonly onError: (error: unknown) => void;
}

/** Takes the lease and keeps it. Whoever cannot renew in time has lost it, also when Redis is away. */
export class LeaseKeeper {
  private timer: NodeJS.Timeout | null = null;
  private renewedAt = 0;

  constructor(private readonly options: LeaseOptions) {}

  /** Tries every third of the ttl until it is ours. @throws AbortError */
  async acquire(signal: AbortSignal): Promise<void> {
    const { lease, switchId, owner, ttlMs, onError } = this.options;
    for (;;) {
      signal.throwIfAborted();
      const askedAt = performance.now();
      const taken = await lease.acquire(switchId, owner, ttlMs).catch((error: unknown) => {
        onError(error);
        return null;
      });
      if (taken !== null) {
        this.renewedAt = askedAt;
        return;
      }
      await sleep(ttlMs / 3, undefined, { signal });
    }
  }

  keep(onLost: () => void): void {
    this.timer = setInterval(() => {
      void this.renew(onLost);
    }, this.options.ttlMs / 3);
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
    // Counted from when we asked: the lease may have been extended any time after.
    const askedAt = performance.now();
    const overdue = () => performance.now() - this.renewedAt >= ttlMs;
    const lost = () => {
      if (this.timer === null) return;
      this.stop();
      onLost();
    };
    if (overdue()) {
      lost();
      return;
    }
    try {
      if (await lease.renew(switchId, owner, ttlMs)) this.renewedAt = askedAt;
      else lost();
    } catch (error) {
      onError(error);
      if (overdue()) lost();
    }
  }
}
