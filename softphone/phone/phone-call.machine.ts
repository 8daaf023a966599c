/**
 * The agent's own view of one leg, free of SIP.js, React and the DOM.
 *
 *   none ──invited──► ringing ──answer──► answering ──answered──► active ⟲ mute, unmute
 *    ▲                   │                    │                      │
 *    │                   └───────────── ended ┴──────────────────────┘
 *    │                                    ▼
 *    └──────────────clear──────────── ended ──invited──► ringing
 *
 * Hold is not here: the server does it, and the desk says so.
 */
export type PhoneCallState =
  /** No call on this phone. */
  | { readonly name: 'none' }
  /** The switch has rung us; nobody has answered yet. */
  | PhoneCallFacts<'ringing'>
  /** Answered by the agent; media and the 200 OK are on their way. */
  | PhoneCallFacts<'answering'>
  /** The leg is up. Muted means that our microphone sends silence. */
  | (PhoneCallFacts<'active'> & { readonly muted: boolean })
  /** Over; kept until cleared so that the reason can be shown. */
  | (PhoneCallFacts<'ended'> & { readonly reason: EndReason });

interface PhoneCallFacts<Name extends string> {
  readonly name: Name;
  /** The server's id of the call, from the X-Kiloline-Call header; null when the switch did not say. */
  readonly callId: string | null;
  readonly callerNumber: string;
  readonly callerName: string;
  /** It answers at once and never rings: the agent asked for it himself, or, with a tone, its queue has it so. */
  readonly autoAnswer: AutoAnswer;
}

export type AutoAnswer = boolean | 'tone';

export type EndReason =
  /** The other side, or the server for it, hung up. */
  | 'hung-up'
  /** Withdrawn while it rang: the caller left or another agent has it. */
  | 'withdrawn'
  | 'declined'
  | 'microphone-refused'
  /** The audio path could not be built or was lost. */
  | 'media-failed'
  /** The server no longer knows this leg. */
  | 'phone-lost';

/** Worth telling the agent: our phone was the cause. */
export const failureReasons: readonly EndReason[] = ['microphone-refused', 'media-failed', 'phone-lost'];

export type PhoneCallEvent =
  | {
      readonly type: 'invited';
      readonly callId: string | null;
      readonly callerNumber: string;
      readonly callerName: string;
      readonly autoAnswer: AutoAnswer;
    }
  | { readonly type: 'answer' }
  | { readonly type: 'answered' }
  /** The leg is another call's now: a supervisor has taken over whom he listened to. */
  | { readonly type: 'passed-on'; readonly callId: string }
  | { readonly type: 'mute' }
  | { readonly type: 'unmute' }
  | { readonly type: 'ended'; readonly reason: EndReason }
  | { readonly type: 'clear' };

export const noCall: PhoneCallState = { name: 'none' };

/** The state after the event, or null when the event is not legal there (late and doubled events are normal). */
export function next(state: PhoneCallState, event: PhoneCallEvent): PhoneCallState | null {
  switch (state.name) {
    case 'none':
      return event.type === 'invited' ? ringing(event) : null;
    case 'ringing':
      if (event.type === 'answer') return { ...state, name: 'answering' };
      return event.type === 'ended' ? ended(state, event.reason) : null;
    case 'answering':
      if (event.type === 'answered') return { ...state, name: 'active', muted: false };
      return event.type === 'ended' ? ended(state, event.reason) : null;
    case 'active':
      if (event.type === 'passed-on') return { ...state, callId: event.callId };
      if (event.type === 'mute') return state.muted ? null : { ...state, muted: true };
      if (event.type === 'unmute') return state.muted ? { ...state, muted: false } : null;
      return event.type === 'ended' ? ended(state, event.reason) : null;
    case 'ended':
      if (event.type === 'clear') return noCall;
      return event.type === 'invited' ? ringing(event) : null;
  }
}

function ringing(event: Extract<PhoneCallEvent, { type: 'invited' }>): PhoneCallState {
  const { callId, callerNumber, callerName, autoAnswer } = event;
  return { name: 'ringing', callId, callerNumber, callerName, autoAnswer };
}

function ended(state: Exclude<PhoneCallState, { name: 'none' }>, reason: EndReason): PhoneCallState {
  const { callId, callerNumber, callerName, autoAnswer } = state;
  return { name: 'ended', callId, callerNumber, callerName, autoAnswer, reason };
}
