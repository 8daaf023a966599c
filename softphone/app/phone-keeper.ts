import type { PhoneAccount } from '../../server/contract/rest';
import type { Api } from '../api-client/api';
import { backoffMs } from '../core/backoff';
import type { LineListener, PhoneLine } from '../phone/phone-line';
import { createPhoneLock } from './phone-lock';

export interface PhoneKeeperDeps {
  readonly api: Pick<Api, 'phoneAccount'>;
  readonly openLine: (account: PhoneAccount, listener: LineListener) => Promise<PhoneLine>;
  readonly listener: LineListener;
  /** The account is refused although the server has just handed it out. */
  readonly gaveUp: () => void;
}

export interface PhoneKeeper {
  readonly start: (agentId: string) => void;
  readonly stop: () => Promise<void>;
  readonly takeHere: () => void;
  readonly retryNow: () => void;
}

/** A refusal sooner than this after the last one means that a fresh account does not help. */
const secondRefusalMs = 60_000;
/** So many attempts in vain (some two seconds), then at every further one, the server is asked for another switch. */
const patience = 3;

/**
 * Keeps the agent's phone signed on: one tab at a time, with an account that is fetched anew when it is refused, and on
 * another switch when the server names one instead of the one that cannot be reached.
 */
export function createPhoneKeeper(deps: PhoneKeeperDeps): PhoneKeeper {
  let line: PhoneLine | null = null;
  let generation = 0;
  let lock: ReturnType<typeof createPhoneLock> | null = null;
  let refusedAt = -Infinity;
  let switchUrl = '';

  const close = async (): Promise<void> => {
    generation += 1;
    const closing = line;
    line = null;
    await closing?.stop();
  };
  const refused = (): void => {
    const again = Date.now() - refusedAt < secondRefusalMs;
    refusedAt = Date.now();
    if (again) deps.gaveUp();
    else void close().then(() => open(1));
  };
  const elsewhere = async (): Promise<void> => {
    const mine = generation;
    const account = await deps.api.phoneAccount().catch(() => null);
    if (mine !== generation || account === null || account.webSocketUrl === switchUrl) return;
    await close();
    await open(1);
  };
  const listener: LineListener = {
    incoming: deps.listener.incoming,
    registration: (state) => {
      deps.listener.registration(state);
      if (state.name === 'refused') refused();
      if (state.name === 'reconnecting' && state.attempt >= patience) void elsewhere();
    },
  };
  const open = async (attempt: number): Promise<void> => {
    const mine = (generation += 1);
    try {
      const account = await deps.api.phoneAccount();
      const opened = await deps.openLine(account, listener);
      if (mine !== generation) return;
      switchUrl = account.webSocketUrl;
      line = opened;
      line.start();
    } catch {
      if (mine !== generation) return;
      deps.listener.registration({ name: 'reconnecting', attempt });
      setTimeout(() => void (mine === generation && open(attempt + 1)), backoffMs(attempt));
    }
  };

  return {
    start: (agentId) => {
      refusedAt = -Infinity;
      deps.listener.registration({ name: 'connecting' });
      lock = createPhoneLock(`kiloline-phone-${agentId}`, {
        held: () => void open(1),
        lost: () => void close().then(() => deps.listener.registration({ name: 'other-tab' })),
      });
      lock.claim();
    },
    stop: async () => {
      const releasing = lock;
      lock = null;
      await close();
      releasing?.release();
    },
    takeHere: () => lock?.take(),
    retryNow: () => line?.retryNow(),
  };
}
