import type { CallView, DeskCall } from './call-view';

/** The far party that an agent rings for his caller, as the phone panel shows it. */
export type ConsultView =
  /** No call to ring anybody for. */
  | { readonly name: 'unavailable' }
  /** Somebody may be rung; `last` is who was not reached or has left a moment ago. */
  | {
      readonly name: 'free';
      readonly last: Unreached | null;
    }
  /** held: the agent talks with the caller, and it hears music; merged: with both. */
  | {
      readonly name: 'ringing' | 'answered' | 'held' | 'merged';
      readonly number: string;
      readonly colleague: Colleague | null;
    };

export interface Unreached {
  readonly number: string;
  readonly colleague: Colleague | null;
  readonly failure: string | null;
  /** It had answered. */
  readonly hasLeft: boolean;
}

export type Colleague = NonNullable<NonNullable<DeskCall['consult']>['colleague']>;

export function consultView(view: CallView): ConsultView {
  if (view.name === 'consulting') {
    const { consult } = view.call;
    // The server tells the state first and who it is with the same picture; without one it is still ringing.
    const state = consult?.state;
    const isThere = state === 'answered' || state === 'held' || state === 'merged';
    const name = isThere ? state : 'ringing';
    return { name, number: consult?.number ?? '', colleague: consult?.colleague ?? null };
  }
  if ((view.name !== 'talking' && view.name !== 'held') || !view.call) return { name: 'unavailable' };
  // No caller to ask anybody for.
  if (view.call.direction === 'internal') return { name: 'unavailable' };
  const consult = view.call.consult ?? null;
  if (consult?.state !== 'failed' && consult?.state !== 'left') return { name: 'free', last: null };
  const { number, colleague, failure, state } = consult;
  return { name: 'free', last: { number, colleague, failure, hasLeft: state === 'left' } };
}

/** Why a colleague is not asked any more, which the switch says in its own words. */
export function colleagueFailure(cause: string | null): 'missed' | 'declined' | 'left' | 'gone' {
  if (cause === 'NO_ANSWER' || cause === 'ORIGINATOR_CANCEL') return 'missed';
  if (cause === 'CALL_REJECTED' || cause === 'USER_BUSY') return 'declined';
  return cause === 'NORMAL_CLEARING' ? 'left' : 'gone';
}
