/** An execute by sendmsg, waiting for the leg's thread. */
export interface PrivateExecute {
  readonly app: { readonly name: string; readonly data: string };
  /** Comes back as Application-UUID. */
  readonly uuid: string;
  /** Others wait until this one is done. */
  readonly lock: boolean;
}

/** switch_core_pvt.h:65 */
const MOST = 256;

/** What the event socket wants a leg to run, in order; while a locked one runs nothing is given out. */
export class PrivateQueue {
  private events: PrivateExecute[] = [];
  private locks = 0;

  get isFull(): boolean {
    return this.events.length >= MOST;
  }

  push(event: PrivateExecute): void {
    if (!this.isFull) this.events.push(event);
  }

  take(): PrivateExecute | null {
    return this.locks > 0 ? null : (this.events.shift() ?? null);
  }

  flush(): void {
    this.events = [];
  }

  /** @returns unlock, good for one time */
  lock(): () => void {
    this.locks += 1;
    let held = true;
    return () => {
      if (held) this.locks -= 1;
      held = false;
    };
  }
}
