import type { CallDetail, CallQuery, CallSummary, DispositionView, Page } from '../contract/rest';
import type { CallId } from '../contract/ids';

/** Lasting call records, filled by the projector: up to a second behind the live state. */
export interface CallHistory {
  list(query: CallQuery): Promise<Page<CallSummary>>;
  get(callId: CallId): Promise<CallDetail | null>;
  dispositions(): Promise<readonly DispositionView[]>;
}
