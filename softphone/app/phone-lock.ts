export interface PhoneLockListener {
  held(): void;
  /** Another tab has it; `held` follows when that tab closes. */
  lost(): void;
}

export interface PhoneLock {
  claim(): void;
  /** Takes the phone away from the other tab, because the person asked for it here. */
  take(): void;
  release(): void;
}

/**
 * One tab of a browser owns the phone and the microphone; the others only show the desk. The browser's lock
 * is gone the instant its tab is, however the tab ends, so no tab waits on a dead one.
 */
export function createPhoneLock(name: string, listener: PhoneLockListener): PhoneLock {
  const locks = navigator.locks as LockManager | undefined;
  let release: () => void = () => undefined;
  let waiting = new AbortController();

  const hold = (): Promise<void> => {
    listener.held();
    return new Promise((resolve) => {
      release = resolve;
    });
  };
  const robbed = (error: unknown): void => {
    if (!(error instanceof DOMException) || waiting.signal.aborted) return;
    listener.lost();
    wait();
  };
  const wait = (): void => {
    void locks?.request(name, { signal: waiting.signal }, hold).catch(robbed);
  };
  return {
    claim: () => {
      waiting = new AbortController();
      if (!locks) return listener.held();
      void locks
        .request(name, { ifAvailable: true }, (lock) => {
          if (lock) return hold();
          listener.lost();
          wait();
          return undefined;
        })
        .catch(robbed);
    },
    take: () => {
      waiting.abort();
      waiting = new AbortController();
      void locks?.request(name, { steal: true }, hold).catch(robbed);
    },
    release: () => {
      waiting.abort();
      release();
      release = () => undefined;
    },
  };
}
