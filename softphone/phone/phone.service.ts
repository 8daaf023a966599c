import { createValue, type Observable } from '../core/observable';
import type { QualitySample } from '../desk/call-quality';
import { next, noCall, type EndReason, type PhoneCallEvent, type PhoneCallState } from './phone-call.machine';
import type { MutedCall } from './muted-call';
import {
  AnswerError,
  type IncomingLeg,
  type LegListener,
  type LineListener,
  type Registration,
} from './phone-line';

/** The one phone of a desk: the only writer of its call's state. */
export interface Phone {
  readonly call: Observable<PhoneCallState>;
  readonly registration: Observable<Registration>;
  readonly listener: LineListener;
  readonly answer: () => void;
  /** Stops ringing at once; the SIP refusal follows when `settled` resolves, so that the server hears "declined" first. */
  readonly decline: (settled: Promise<unknown>) => void;
  readonly hangUp: () => void;
  readonly setMuted: (muted: boolean) => void;
  readonly sendKey: (key: string) => boolean;
  /** How the present leg sounds by now. */
  readonly sample: () => Promise<QualitySample | null>;
  readonly clear: () => void;
  /** The leg is this call's now. */
  readonly passOn: (callId: string) => void;
  readonly setRegistration: (state: Registration) => void;
}

/**
 * The next call may be here before the end of the last one: the switch sends both within a tick of 20 ms, in either order.
 * An INVITE is repeated after 500 ms (RFC 3261, timer A), an agent who is really busy is offered nothing.
 */
const LETTING_GO_MS = 400;

export function createPhone(mutedCall: MutedCall = forgetful()): Phone {
  const call = createValue<PhoneCallState>(noCall);
  const registration = createValue<Registration>({ name: 'off' });
  let leg: IncomingLeg | null = null;
  /** Comes as soon as the present call is over. */
  let following: IncomingLeg | null = null;

  const apply = (event: PhoneCallEvent): boolean => {
    const state = next(call.get(), event);
    if (state) call.set(state);
    return state !== null;
  };
  const letGo = (reason: EndReason): IncomingLeg | null => {
    const ending = leg;
    leg = null;
    apply({ type: 'ended', reason });
    return ending;
  };
  const begin = (arriving: IncomingLeg, isAnswered = false): void => {
    leg = arriving;
    const { callId, callerNumber, callerName, autoAnswer } = arriving;
    apply({ type: 'invited', callId, callerNumber, callerName, autoAnswer });
    if (autoAnswer || isAnswered) queueMicrotask(answer);
  };
  const end = (reason: EndReason): IncomingLeg | null => {
    const ending = letGo(reason);
    const next = following;
    following = null;
    if (next) begin(next);
    return ending;
  };
  const waitForTheEnd = (arriving: IncomingLeg): void => {
    following = arriving;
    setTimeout(() => {
      if (following !== arriving) return;
      following = null;
      arriving.reject();
    }, LETTING_GO_MS);
  };
  const answer = (): void => {
    const answering = leg;
    if (!answering || !apply({ type: 'answer' })) return;
    answering.answer().catch((error: unknown) => {
      if (leg !== answering) return;
      end(error instanceof AnswerError ? error.reason : 'media-failed')?.hangUp();
    });
  };
  const setMuted = (muted: boolean): void => {
    if (!apply({ type: muted ? 'mute' : 'unmute' })) return;
    leg?.setMuted(muted);
    mutedCall.set(muted ? (leg?.callId ?? null) : null);
  };
  /** The server may build the same call anew after the first leg was lost; another call begins when the present one is over. */
  const incoming = (arriving: IncomingLeg): LegListener | null => {
    const present = call.get();
    const isFree = present.name === 'none' || present.name === 'ended';
    if (!isFree && (arriving.callId === null || arriving.callId !== present.callId)) {
      if (arriving.callId === null || following) return null;
      waitForTheEnd(arriving);
    } else {
      // He has answered this very call: his answer was lost with the leg, and he need not give it again.
      const isAnswered = present.name === 'answering' || present.name === 'active';
      if (!isFree) letGo('phone-lost')?.hangUp();
      begin(arriving, isAnswered);
    }
    return {
      answered: () => {
        if (leg !== arriving || !apply({ type: 'answered' })) return;
        if (mutedCall.is(arriving.callId)) setMuted(true);
      },
      ended: (reason) => {
        if (following === arriving) following = null;
        if (leg === arriving) end(reason);
      },
    };
  };

  return {
    call,
    registration,
    listener: { registration: registration.set, incoming },
    setRegistration: registration.set,
    answer,
    decline: (settled) => {
      const declined = end('declined');
      void settled.catch(() => undefined).then(() => declined?.reject());
    },
    hangUp: () => end('hung-up')?.hangUp(),
    setMuted,
    sendKey: (key) => leg?.sendKey(key) ?? false,
    sample: () => leg?.sample() ?? Promise.resolve(null),
    clear: () => void apply({ type: 'clear' }),
    passOn: (callId) => void apply({ type: 'passed-on', callId }),
  };
}

function forgetful(): MutedCall {
  let muted: string | null = null;
  return {
    is: (callId) => callId !== null && callId === muted,
    set: (callId) => {
      muted = callId;
    },
  };
}
