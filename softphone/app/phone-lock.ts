export interface PhoneLockListener {
  readonly held: () => void;
  /** Another tab has it; `held` follows when that tab closes. */
  readonly lost: () => void;
}

export interface PhoneLock {
  readonly claim: () => void;
  /** Takes the phone away from the other tab, because the person asked for it here. */
  readonly take: () => void;
  readonly release: () => void;
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
  /** A request that ends by itself was robbed of its lock; one that we gave up has an aborted signal. */
  const ask = (manager: LockManager, options: LockOptions, act: LockGrantedCallback<unknown>): void => {
    const { signal } = waiting;
    void manager.request(name, options, act).catch(() => {
      if (signal.aborted) return;
      listener.lost();
      wait(manager);
    });
  };
  const wait = (manager: LockManager): void => ask(manager, { signal: waiting.signal }, hold);
  return {
    claim: () => {
      waiting = new AbortController();
      if (!locks) return listener.held();
      ask(locks, { ifAvailable: true }, (lock) => {
        if (lock) return hold();
        listener.lost();
        wait(locks);
        return undefined;
      });
    },
    take: () => {
      waiting.abort();
      waiting = new AbortController();
      if (locks) ask(locks, { steal: true }, hold);
    },
    release: () => {
      waiting.abort();
      release();
      release = () => undefined;
    },
  };
}
