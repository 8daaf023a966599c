import type { QualitySample } from '../desk/call-quality';
import { createValue, type Observable } from '../core/observable';
import { next, type GuestCallEvent, type GuestCallState, type GuestEnd } from './guest-call.machine';

/** One outgoing leg as the SIP room presents it. */
export interface OutgoingLeg {
  /** Gives up, cancels or says goodbye, whatever the moment asks for. */
  readonly hangUp: () => void;
  readonly setMuted: (muted: boolean) => void;
  /** RFC 4733 in the audio path; false when the path cannot carry it. */
  readonly sendKey: (key: string) => boolean;
  /** How it sounds by now; null while nothing has arrived. */
  readonly sample: () => Promise<QualitySample | null>;
}

export interface OutgoingListener {
  readonly ringing: () => void;
  readonly answered: () => void;
  readonly ended: (reason: GuestEnd) => void;
}

export interface GuestCallDeps<Account> {
  /** @throws GuestCallError */
  readonly openAccount: (name: string) => Promise<Account>;
  /** @throws GuestCallError */
  readonly openMicrophone: () => Promise<void>;
  readonly closeMicrophone: () => void;
  readonly placeCall: (account: Account, listener: OutgoingListener) => Promise<OutgoingLeg>;
  readonly now: () => number;
}

/** Why a call could not be begun. */
export class GuestCallError extends Error {
  constructor(
    readonly reason: GuestEnd,
    options?: ErrorOptions,
  ) {
    super(reason, options);
    this.name = 'GuestCallError';
  }
}

/** The guest's phone: the only writer of its call's state. */
export interface GuestCall {
  readonly state: Observable<GuestCallState>;
  readonly call: (name: string) => Promise<void>;
  readonly hangUp: () => void;
  readonly setMuted: (muted: boolean) => void;
  readonly sendKey: (key: string) => boolean;
}

export function createGuestCall<Account>(deps: GuestCallDeps<Account>): GuestCall {
  const state = createValue<GuestCallState>({ name: 'idle' });
  let leg: OutgoingLeg | null = null;
  /** Counts calls, so that what comes late from an earlier one is not taken for this one's. */
  let current = 0;

  const apply = (event: GuestCallEvent): boolean => {
    const after = next(state.get(), event);
    if (after) state.set(after);
    return after !== null;
  };
  const end = (reason: GuestEnd): void => {
    current += 1;
    const ending = leg;
    leg = null;
    apply({ type: 'ended', reason, at: deps.now() });
    ending?.hangUp();
    deps.closeMicrophone();
  };
  const listenerOf = (own: number): OutgoingListener => ({
    ringing: () => {
      if (own === current) apply({ type: 'rang' });
    },
    answered: () => {
      if (own === current) apply({ type: 'answered', at: deps.now() });
    },
    ended: (reason) => {
      if (own === current) end(reason);
    },
  });
  const begin = async (own: number, name: string): Promise<void> => {
    // A link that is not valid is told before anybody is asked for his microphone.
    const account = await deps.openAccount(name);
    if (own !== current) return;
    await deps.openMicrophone();
    if (own !== current) {
      // He gave up while the browser asked.
      deps.closeMicrophone();
      return;
    }
    apply({ type: 'placed' });
    const placed = await deps.placeCall(account, listenerOf(own));
    if (own === current) leg = placed;
    else placed.hangUp();
  };

  return {
    state,
    call: async (name) => {
      if (!apply({ type: 'call' })) return;
      current += 1;
      const own = current;
      try {
        await begin(own, name);
      } catch (error) {
        if (own === current) end(error instanceof GuestCallError ? error.reason : 'unavailable');
      }
    },
    hangUp: () => end('left'),
    setMuted: (muted) => {
      if (apply({ type: muted ? 'mute' : 'unmute' })) leg?.setMuted(muted);
    },
    sendKey: (key) => leg?.sendKey(key) ?? false,
  };
}
