import type { MicrophoneProblem } from '../media/microphone';

/**
 * A guest's own call, from the button to its end, free of SIP.js, React and the DOM.
 *
 *   idle ──call──► preparing ──placed──► connecting ──rang──► ringing
 *                     │                       │  └──answered──┐   │ answered
 *                     │                       │               ▼   ▼
 *                     └──────── ended ────────┴── ended ──── talking ⟲ mute, unmute
 *                                 ▼
 *                               ended ──call──► preparing
 *
 * Whether he hears the menu, music or an agent is the centre's business: all of it is 'talking'.
 */
export type GuestCallState =
  | { readonly name: 'idle' }
  /** Asking for an account and for the microphone. */
  | { readonly name: 'preparing' }
  | { readonly name: 'connecting' }
  | { readonly name: 'ringing' }
  | { readonly name: 'talking'; readonly since: number; readonly muted: boolean }
  /** `talkedMs` is null when nobody answered. */
  | { readonly name: 'ended'; readonly reason: GuestEnd; readonly talkedMs: number | null };

export type GuestEnd =
  /** The guest himself. */
  | 'left'
  | 'hung-up'
  /** No line free, or nobody there to answer. */
  | 'busy'
  | 'wrong-link'
  | 'too-many'
  /** The server or the switch cannot be reached. */
  | 'no-connection'
  /** They are there and cannot do it now. */
  | 'unavailable'
  /** The audio path could not be built or was lost. */
  | 'media-failed'
  | `microphone-${MicrophoneProblem}`;

export type GuestCallEvent =
  | { readonly type: 'call' }
  | { readonly type: 'placed' }
  | { readonly type: 'rang' }
  | { readonly type: 'answered'; readonly at: number }
  | { readonly type: 'mute' }
  | { readonly type: 'unmute' }
  | { readonly type: 'ended'; readonly reason: GuestEnd; readonly at: number };

/** The state after the event, or null when the event is not legal there (late and doubled events are normal). */
export function next(state: GuestCallState, event: GuestCallEvent): GuestCallState | null {
  switch (state.name) {
    case 'idle':
    case 'ended':
      return event.type === 'call' ? { name: 'preparing' } : null;
    case 'preparing':
      if (event.type === 'placed') return { name: 'connecting' };
      return event.type === 'ended' ? ended(event.reason, null) : null;
    case 'connecting':
    case 'ringing':
      if (event.type === 'rang') return state.name === 'ringing' ? null : { name: 'ringing' };
      if (event.type === 'answered') return { name: 'talking', since: event.at, muted: false };
      return event.type === 'ended' ? ended(event.reason, null) : null;
    case 'talking':
      if (event.type === 'mute') return state.muted ? null : { ...state, muted: true };
      if (event.type === 'unmute') return state.muted ? { ...state, muted: false } : null;
      return event.type === 'ended' ? ended(event.reason, event.at - state.since) : null;
  }
}

const ended = (reason: GuestEnd, talkedMs: number | null): GuestCallState => ({
  name: 'ended',
  reason,
  talkedMs,
});
