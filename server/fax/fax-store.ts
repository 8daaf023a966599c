import type { FaxMode } from '../calls/fax-switch';
import type { FaxOutcome, FaxQuery, FaxState, FaxSummary, FaxView } from '../contract/fax';
import type { LegId, SwitchId } from '../contract/ids';
import type { Page } from '../contract/rest';
import type { AttemptEnd } from './fax-outcome';

export interface NewFax {
  readonly faxId: string;
  /** The same one again gives the fax that was made for it. */
  readonly requestId: string | null;
  /** null: to the machine on the caller's own leg. */
  readonly to: string | null;
  readonly title: string;
  readonly tiff: Buffer;
  readonly pages: number;
  /** 'call', 'agent:1001', 'user:admin', 'api:billing'. */
  readonly requestedBy: string;
  readonly callId: string | null;
  readonly customerId: string | null;
}

/** A fax that has a line now. */
export interface ClaimedFax {
  readonly faxId: string;
  readonly to: string | null;
  readonly pages: number;
  readonly attemptId: string;
  readonly legId: LegId;
  readonly mode: FaxMode;
}

export interface OpenAttempt {
  readonly faxId: string;
  readonly attemptId: string;
  readonly legId: LegId;
  readonly switchId: SwitchId;
  /** On the leg of a call, not on one of its own. */
  readonly onCall: boolean;
  readonly startedAt: number;
  readonly pages: number;
  readonly isCancelled: boolean;
}

export interface ClaimTerms {
  readonly now: number;
  /** Of all servers together. */
  readonly lines: number;
  readonly switchId: SwitchId;
  readonly attemptId: string;
  readonly legId: LegId;
  /** How to send, from how earlier attempts ended. */
  readonly modeFor: (outcomes: readonly FaxOutcome[]) => FaxMode;
}

/** What becomes of a fax whose attempt has ended. */
export interface NextStep {
  readonly outcome: FaxOutcome;
  readonly state: FaxState;
  /** Unix ms; null unless the state is 'failed'. */
  readonly nextAttemptAt: number | null;
}

export interface SettledFax {
  readonly faxId: string;
  readonly attemptId: string;
  readonly state: FaxState;
  readonly outcome: FaxOutcome;
  readonly nextAttemptAt: number | null;
}

/** Every method is one transaction. @throws OperationalError('database-unavailable') */
export interface FaxStore {
  add(fax: NewFax, now: number): Promise<{ readonly fax: FaxView; readonly isNew: boolean }>;
  findByRequest(requestId: string): Promise<FaxView | null>;
  get(faxId: string): Promise<FaxView | null>;
  list(query: FaxQuery): Promise<Page<FaxSummary>>;
  document(faxId: string): Promise<Buffer | null>;
  counts(): Promise<{ readonly sending: number; readonly waiting: number }>;
  /** The fax that is due longest, when a line is free; null: none due, or none free. Never one for a call. */
  claimNext(terms: ClaimTerms): Promise<ClaimedFax | null>;
  /** This one, which waits; null: no line is free, or it does not wait any more. */
  claim(faxId: string, terms: ClaimTerms): Promise<ClaimedFax | null>;
  /**
   * Ends the open attempt of a leg as `decide` says, given how the earlier ones ended. null: there is no open one,
   * so it is none of ours or was ended before: an end that is told twice counts once.
   */
  settle(
    legId: LegId,
    end: AttemptEnd,
    now: number,
    decide: (earlier: readonly FaxOutcome[], isCancelled: boolean, onCall: boolean) => NextStep,
  ): Promise<SettledFax | null>;
  openAttempts(): Promise<readonly OpenAttempt[]>;
  /** Waiting faxes with their times, soonest first: for planning again what was lost. */
  due(): Promise<readonly { readonly faxId: string; readonly at: number }[]>;
  /** Waiting: cancelled. Sending: marked, and its open attempt is returned so that it can be hung up. */
  cancel(faxId: string, now: number): Promise<'cancelled' | OpenAttempt | 'too-late' | null>;
  /** Given up or cancelled: queued again, with the ladder from its top. */
  retry(faxId: string, now: number): Promise<boolean>;
  /** Given-up faxes nobody has been told of yet. */
  untold(): Promise<readonly FaxView[]>;
  told(faxId: string, now: number): Promise<void>;
}
