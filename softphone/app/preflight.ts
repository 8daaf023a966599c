import type { PhoneAccount } from '../../server/contract/rest';
import { createValue, type Observable, type Value } from '../core/observable';
import {
  preflightLines,
  verdictOf,
  type PathFinding,
  type PreflightFindings,
  type PreflightLine,
} from '../desk/preflight';
import type { Microphone } from '../media/microphone';
import type { Phone } from '../phone/phone.service';

export interface PathReport {
  readonly path: PathFinding;
  readonly roundTripMs: number | null;
}

export interface PreflightDeps {
  readonly microphone: Pick<Microphone, 'open' | 'state' | 'stream'>;
  readonly phone: Pick<Phone, 'call' | 'registration'>;
  readonly account: () => Promise<PhoneAccount>;
  /** A call to the switch that sends back what it is sent. */
  readonly tryPath: (account: PhoneAccount) => Promise<PathReport>;
  /** The loudest the stream gives within a moment; ends as soon as it is no longer silent. */
  readonly listen: (stream: MediaStream) => Promise<number>;
}

export interface PreflightState {
  readonly isRunning: boolean;
  readonly lines: readonly PreflightLine[];
}

export interface Preflight {
  readonly state: Observable<PreflightState>;
  /** Lines that warned when he went ready, until he has read them. */
  readonly warned: Value<boolean>;
  /** Looks at everything; never fails, whatever breaks. */
  readonly run: () => Promise<PreflightState>;
  /**
   * Before the first Ready of a login.
   * @throws PreflightError when he could not take a call
   */
  readonly beforeReady: () => Promise<void>;
  /** The login is over: the next one is checked anew. */
  readonly forget: () => void;
}

/** Something is wrong that no call could be taken with; the screen lists what. */
export class PreflightError extends Error {}

/** A phone that is signing on right now is waited for. */
const signOnMs = 1500;
/** No check takes longer; what is not known by then keeps nobody waiting. */
const patienceMs = 4000;

export function createPreflight(deps: PreflightDeps): Preflight {
  const state = createValue<PreflightState>({ isRunning: false, lines: preflightLines({}) });
  const warned = createValue(false);
  let isDone = false;
  let running: Promise<PreflightState> | null = null;

  const look = async (): Promise<PreflightState> => {
    let found: PreflightFindings = {};
    const note = (more: PreflightFindings): void => {
      found = { ...found, ...more };
      state.set({ isRunning: true, lines: preflightLines(found) });
    };
    note({});
    await Promise.all([
      // The browser may be asking him for the microphone, however long that takes.
      quietly(lookAtMicrophone(deps, note), null),
      quietly(lookAtPhone(deps, note), signOnMs + 2 * patienceMs),
    ]);
    // What arrives later is of no use to anybody any more.
    const result = { isRunning: false, lines: preflightLines(found) };
    state.set(result);
    return result;
  };
  const run = async (): Promise<PreflightState> => {
    running ??= look().finally(() => (running = null));
    return running;
  };
  return {
    state,
    warned,
    run,
    beforeReady: async () => {
      const call = deps.phone.call.get().name;
      // Who is on a call has shown that he can be.
      if (isDone || (call !== 'none' && call !== 'ended')) return;
      const verdict = verdictOf((await run()).lines);
      if (verdict === 'failed') throw new PreflightError('not fit for calls');
      isDone = true;
      warned.set(verdict === 'warned');
    },
    forget: () => {
      isDone = false;
      warned.set(false);
    },
  };
}

type Note = (found: PreflightFindings) => void;

async function lookAtMicrophone({ microphone, listen }: PreflightDeps, note: Note): Promise<void> {
  const isOpen = await microphone.open();
  const state = microphone.state.get();
  note({ microphone: isOpen ? 'open' : state.name === 'unavailable' ? state.why : 'refused' });
  const stream = microphone.stream();
  if (stream) note({ level: await within(listen(stream), patienceMs) });
}

async function lookAtPhone({ phone, account, tryPath }: PreflightDeps, note: Note): Promise<void> {
  await signedOn(phone.registration);
  const { name } = phone.registration.get();
  note({ registration: name });
  if (name !== 'registered') return;
  const its = await within(account(), patienceMs);
  // What could not be tried in this time is told as a call that does not get through: he would meet the same.
  note(await within(tryPath(its), patienceMs).catch(() => NOT_CONNECTED));
}

const NOT_CONNECTED: PathReport = { path: 'not-connected', roundTripMs: null };

function signedOn(registration: Phone['registration']): Promise<void> {
  const isComing = () => ['connecting', 'reconnecting'].includes(registration.get().name);
  if (!isComing()) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(done, signOnMs);
    const stop = registration.subscribe(() => {
      if (!isComing()) done();
    });
  });
}

/** A check that breaks, or takes for ever, says nothing. */
async function quietly(check: Promise<void>, ms: number | null): Promise<void> {
  await (ms === null ? check : within(check, ms)).catch(() => undefined);
}

function within<T>(what: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('it takes too long')), ms);
    what.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
