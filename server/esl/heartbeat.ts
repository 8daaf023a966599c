/** Lost when nothing at all was heard for this many heartbeats. */
const MISSED = 2.5;

/**
 * Notices a half-open connection: FreeSWITCH sends HEARTBEAT every few seconds. Any event is a sign of life.
 * After a stall of our own process the timer may run before the socket is read, so one more round is waited.
 */
export class HeartbeatWatch {
  private readonly timer: NodeJS.Timeout;
  private lastHeard = performance.now();
  private suspected = false;

  constructor(
    private intervalMs: number,
    onLost: () => void,
  ) {
    const everyMs = Math.max(10, Math.min(1000, intervalMs / 4));
    this.timer = setInterval(() => {
      const silentMs = performance.now() - this.lastHeard;
      if (silentMs < this.intervalMs * MISSED) this.suspected = false;
      else if (this.suspected) onLost();
      else this.suspected = true;
    }, everyMs);
  }

  heard(intervalS?: string): void {
    this.lastHeard = performance.now();
    this.suspected = false;
    const seconds = Number(intervalS);
    if (intervalS !== undefined && seconds > 0 && seconds <= 300) this.intervalMs = seconds * 1000;
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
