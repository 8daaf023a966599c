import type { FaxAttemptView, FaxOutcome, FaxState, FaxSummary } from '../../server/contract/fax';
import { legId, switchId } from '../../server/contract/ids';
import type { OpenAttempt } from '../../server/fax/fax-store';
import type { FaxAttempt } from '../entities';

export interface SummaryRow {
  readonly fax_id: string;
  readonly to_number: string | null;
  readonly title: string;
  readonly pages: number;
  readonly state: FaxState;
  readonly next_attempt_at: Date | null;
  readonly requested_by: string;
  readonly call_id: string | null;
  readonly customer_id: string | null;
  readonly created_at: Date;
  readonly ended_at: Date | null;
  readonly attempts: number;
  readonly last_outcome: FaxOutcome | null;
}

/** Of a fax `f`: what a list shows. */
export const SUMMARY_COLUMNS = `
  f.fax_id, f.to_number, f.title, f.pages, f.state, f.next_attempt_at, f.requested_by, f.call_id, f.customer_id,
  f.created_at, f.ended_at,
  (SELECT count(*)::int FROM fax_attempts a WHERE a.fax_id = f.fax_id) AS attempts,
  (SELECT a.outcome FROM fax_attempts a WHERE a.fax_id = f.fax_id AND a.ended_at IS NOT NULL
    ORDER BY a.number DESC LIMIT 1) AS last_outcome`;

export const toSummary = (row: SummaryRow): FaxSummary => ({
  faxId: row.fax_id,
  to: row.to_number,
  title: row.title,
  pages: row.pages,
  state: row.state,
  attempts: row.attempts,
  lastOutcome: row.last_outcome,
  nextAttemptAt: row.next_attempt_at?.toISOString() ?? null,
  requestedBy: row.requested_by,
  callId: row.call_id,
  customerId: row.customer_id,
  createdAt: row.created_at.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
});

export const toAttemptView = (attempt: FaxAttempt): FaxAttemptView => ({
  number: attempt.number,
  startedAt: attempt.startedAt.toISOString(),
  endedAt: attempt.endedAt?.toISOString() ?? null,
  outcome: attempt.outcome,
  t38: attempt.t38,
  ecm: attempt.ecm,
  v17: attempt.v17,
  pagesSent: attempt.pagesSent,
  rate: attempt.rate,
  usedT38: attempt.usedT38,
  sipStatus: attempt.sipStatus,
  cause: attempt.cause,
  resultCode: attempt.resultCode,
  resultText: attempt.resultText,
});

export interface OpenAttemptRow {
  readonly fax_id: string;
  readonly attempt_id: string;
  readonly leg_id: string;
  readonly switch_id: string;
  readonly to_number: string | null;
  readonly started_at: Date;
  readonly pages: number;
  readonly is_cancelled: boolean;
}

export const OPEN_ATTEMPTS = `
  SELECT a.fax_id, a.attempt_id, a.leg_id, a.switch_id, a.started_at, f.to_number, f.pages, f.is_cancelled
  FROM fax_attempts a JOIN faxes f USING (fax_id)
  WHERE a.ended_at IS NULL`;

export const toOpenAttempt = (row: OpenAttemptRow): OpenAttempt => ({
  faxId: row.fax_id,
  attemptId: row.attempt_id,
  legId: legId(row.leg_id),
  switchId: switchId(row.switch_id),
  onCall: row.to_number === null,
  startedAt: row.started_at.getTime(),
  pages: row.pages,
  isCancelled: row.is_cancelled,
});
