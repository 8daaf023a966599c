import type { CallView } from './call-view';

/** The far party that an agent rings for his caller, as the phone panel shows it. */
export type ConsultView =
  /** No call to ring anybody for. */
  | { readonly name: 'unavailable' }
  /** Somebody may be rung; `last` is who was not reached a moment ago. */
  | {
      readonly name: 'free';
      readonly last: { readonly number: string; readonly failure: string | null } | null;
    }
  /** held: the agent talks with the caller, and it hears music. */
  | { readonly name: 'ringing' | 'answered' | 'held'; readonly number: string };

export function consultView(view: CallView): ConsultView {
  if (view.name === 'consulting') {
    const { consult } = view.call;
    // The server tells the state first and who it is with the same picture; without one it is still ringing.
    const state = consult?.state;
    const name = state === 'answered' || state === 'held' ? state : 'ringing';
    return { name, number: consult?.number ?? '' };
  }
  if ((view.name !== 'talking' && view.name !== 'held') || !view.call) return { name: 'unavailable' };
  const consult = view.call.consult ?? null;
  const last = consult?.state === 'failed' ? { number: consult.number, failure: consult.failure } : null;
  return { name: 'free', last };
}
