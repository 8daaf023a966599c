import { FRAME_MS } from '../ports';

/**
 * Order of work within a tick. All that arrived is handed on before anything is sent, so bridged sound passes
 * through in the tick it came; recordings see what the first two did.
 */
const PHASES = ['receive', 'send', 'record'] as const;
export type Phase = (typeof PHASES)[number];

/** After a stall at most this much is made up for; the rest is skipped, for nobody wants to hear old sound fast. */
const MOST_BEHIND = 5;

/** Where the clock takes its time from. */
export interface ClockTime {
  now(): number;
  /** Calls `run` after at least `ms`, with everything that waits on sockets read before. Returns how to cancel. */
  wake(ms: number, run: () => void): () => void;
}

const systemTime: ClockTime = {
  now: () => performance.now(),
  wake: (ms, run) => {
    // Node runs timers before it polls sockets; setImmediate runs after. Without it a late tick would find the
    // packets that came meanwhile still unread, and send silence in their place.
    let immediate: NodeJS.Immediate | null = null;
    const poll = (): void => void (immediate = setImmediate(run));
    const timer = ms > 0 ? setTimeout(poll, Math.ceil(ms)) : null;
    if (timer === null) poll();
    return () => {
      if (timer !== null) clearTimeout(timer);
      if (immediate !== null) clearImmediate(immediate);
    };
  },
};

/** The one 20 ms ticker of the whole switch. Runs only while somebody listens; never drifts from wall time. */
export class Clock {
  private readonly members: Record<Phase, Set<() => void>> = {
    receive: new Set(),
    send: new Set(),
    record: new Set(),
  };
  private cancel: (() => void) | null = null;
  private nextAt = 0;
  private elapsed = 0;
  private late = 0;
  private skipped = 0;

  constructor(
    private readonly report: (what: string, error: unknown) => void = () => undefined,
    private readonly time: ClockTime = systemTime,
  ) {}

  /** Frames of time that have passed, skipped ones included: RTP timestamps and recordings follow it. */
  get ticks(): number {
    return this.elapsed;
  }

  /** Ticks that ran a frame or more too late, and ticks left out because the process stood still for longer. */
  get stats(): { readonly ticks: number; readonly late: number; readonly skipped: number } {
    return { ticks: this.elapsed, late: this.late, skipped: this.skipped };
  }

  /** @returns how to leave */
  on(phase: Phase, member: () => void): () => void {
    this.members[phase].add(member);
    if (this.cancel === null) {
      this.nextAt = this.time.now() + FRAME_MS;
      this.sleep();
    }
    return () => {
      this.members[phase].delete(member);
      if (PHASES.every((each) => this.members[each].size === 0)) this.stop();
    };
  }

  stop(): void {
    this.cancel?.();
    this.cancel = null;
  }

  private sleep(): void {
    // A member may have left and come back within the tick: there must be one waking, not two.
    this.cancel?.();
    this.cancel = this.time.wake(Math.max(0, this.nextAt - this.time.now()), () => this.wakeUp());
  }

  /** One tick per waking, even when several are due: in between the sockets are read. */
  private wakeUp(): void {
    const overdue = this.time.now() - this.nextAt;
    if (overdue >= 0) {
      const behind = Math.floor(overdue / FRAME_MS);
      if (behind > 0) this.late += 1;
      if (behind > MOST_BEHIND) this.skip(behind - MOST_BEHIND);
      this.nextAt += FRAME_MS;
      this.elapsed += 1;
      this.tick();
    }
    // Null when the last member left during the tick.
    if (this.cancel !== null) this.sleep();
  }

  private skip(frames: number): void {
    this.skipped += frames;
    this.elapsed += frames;
    this.nextAt += frames * FRAME_MS;
  }

  private tick(): void {
    for (const phase of PHASES) {
      for (const member of this.members[phase]) {
        // One broken party must not take the sound of all the others away.
        try {
          member();
        } catch (error) {
          this.report(`clock ${phase}`, error);
        }
      }
    }
  }
}
