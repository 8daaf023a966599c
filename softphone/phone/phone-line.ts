import type { QualitySample } from '../desk/call-quality';
import type { AutoAnswer, EndReason } from './phone-call.machine';

/** The phone's sign-on with the switch. */
export type Registration =
  /** Not started, or stopped on purpose. */
  | { readonly name: 'off' }
  /** First attempt under way. */
  | { readonly name: 'connecting' }
  | { readonly name: 'registered' }
  /** It was up, or could not come up; trying again for ever. */
  | { readonly name: 'reconnecting'; readonly attempt: number }
  /** The switch no longer accepts the account. */
  | { readonly name: 'refused' }
  /** Another tab of this browser has the phone. */
  | { readonly name: 'other-tab' };

/** One incoming leg as the SIP room presents it. */
export interface IncomingLeg {
  readonly callId: string | null;
  readonly callerNumber: string;
  readonly callerName: string;
  readonly autoAnswer: AutoAnswer;
  readonly answer: () => Promise<void>;
  readonly reject: () => void;
  readonly hangUp: () => void;
  readonly setMuted: (muted: boolean) => void;
  /** RFC 4733 in the audio path; false when the path cannot carry it. */
  readonly sendKey: (key: string) => boolean;
  /** How it sounds by now; null while nothing has arrived. */
  readonly sample: () => Promise<QualitySample | null>;
}

export interface LegListener {
  readonly answered: () => void;
  readonly ended: (reason: EndReason) => void;
}

export interface LineListener {
  readonly registration: (state: Registration) => void;
  /** Returns who hears about the leg, or null to refuse it as busy. */
  readonly incoming: (leg: IncomingLeg) => LegListener | null;
}

/** The SIP room's face: one line, registered for as long as it is started. */
export interface PhoneLine {
  readonly start: () => void;
  readonly stop: () => Promise<void>;
  /** The network came back or the computer woke up: do not wait for the backoff. */
  readonly retryNow: () => void;
}

/** An answer that failed for a reason worth telling the agent. */
export class AnswerError extends Error {
  constructor(
    readonly reason: Extract<EndReason, 'microphone-refused' | 'media-failed'>,
    options?: ErrorOptions,
  ) {
    super(reason, options);
    this.name = 'AnswerError';
  }
}
