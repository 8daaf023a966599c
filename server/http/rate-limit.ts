export interface RateLimitSettings {
  readonly limit: number;
  readonly windowMs: number;
}

/** Addresses remembered at most; beyond it the oldest are forgotten, so that a flood cannot fill memory. */
const MAX_KEYS = 10_000;

/**
 * Fixed windows per key, in this process. It only slows guessing down to what LoginGuard, which is shared
 * and counts failures, can handle.
 */
export class RateLimiter {
  private readonly windows = new Map<string, { startedAt: number; count: number }>();

  constructor(
    private readonly settings: RateLimitSettings,
    private readonly now: () => number = Date.now,
  ) {}

  /** 0 when the request may go on, else milliseconds until the next may. */
  take(key: string): number {
    const { limit, windowMs } = this.settings;
    const now = this.now();
    const window = this.windows.get(key);
    if (!window || now - window.startedAt >= windowMs) {
      this.windows.delete(key);
      this.windows.set(key, { startedAt: now, count: 1 });
      this.forgetOldest();
      return 0;
    }
    window.count += 1;
    return window.count <= limit ? 0 : window.startedAt + windowMs - now;
  }

  private forgetOldest(): void {
    if (this.windows.size <= MAX_KEYS) return;
    const oldest = this.windows.keys().next();
    if (!oldest.done) this.windows.delete(oldest.value);
  }
}

/** One household has a whole IPv6 /64: its addresses count as one. */
export function remoteKey(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address;
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  if (tail !== undefined) {
    const tailLength = tail === '' ? 0 : tail.split(':').length;
    while (groups.length < Math.min(4, 8 - tailLength)) groups.push('0');
  }
  return groups.slice(0, 4).join(':');
}
