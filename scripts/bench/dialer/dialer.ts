import type { EndedAttempt, Handled, Observed } from '../../../server/outbound/pacing/observed';

/** What a way of dialling sees: the observation of the product without its record, and who is where. */
export interface View extends Omit<Observed, 'reached'> {
  readonly nowMs: number;
  readonly loggedIn: number;
  /** Of those, with a customer or an inbound caller; wrap-up not. */
  readonly inTalk: number;
  readonly inWrapUp: number;
}

/** One way of dialling: ours, or one it is compared with. It keeps what it needs of the past itself. */
export interface Dialer {
  decide(view: View): { readonly start: number; readonly withdraw: number };
  attemptEnded(attempt: EndedAttempt): void;
  handled(call: Handled): void;
  reached(wasAbandoned: boolean): void;
}
