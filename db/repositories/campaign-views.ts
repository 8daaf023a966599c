import type { ContactView, DialDecision, DoNotCallView } from '../../server/contract/campaigns';
import { contactId, customerId } from '../../server/contract/ids';
import type { DueContact, MarkedContact } from '../../server/outbound/campaign-store';
import type { CampaignContact, DialDecision as DecisionRow, DoNotCallEntry } from '../entities';

const iso = (at: Date | null): string | null => at && at.toISOString();

/** A contact's row with what is known of its number. */
export interface DueRow {
  readonly contact_id: string;
  readonly line: string;
  readonly number: string;
  readonly number_key: string;
  readonly name: string;
  readonly customer_id: string | null;
  readonly time_zone: string | null;
  readonly consent: boolean;
  readonly rank: number;
  readonly variables: Readonly<Record<string, string>>;
  readonly attempts: number;
  readonly recent_calls: readonly number[];
  readonly do_not_call: DueContact['facts']['doNotCall'];
}

export const dueContactOf = (row: DueRow): DueContact => ({
  contactId: contactId(row.contact_id),
  ...{ line: row.line, number: row.number, numberKey: row.number_key, name: row.name },
  customerId: row.customer_id === null ? null : customerId(row.customer_id),
  ...{ timeZone: row.time_zone, consent: row.consent, priority: -row.rank, variables: row.variables },
  facts: {
    ...{ numberKey: row.number_key, timeZone: row.time_zone, consent: row.consent },
    ...{ attempts: row.attempts, recentCalls: row.recent_calls, doNotCall: row.do_not_call },
  },
});

export const markedContactOf = (row: CampaignContact): Omit<MarkedContact, 'campaign' | 'isOpenAgain'> => ({
  ...{ contactId: contactId(row.contactId), number: row.number, name: row.name, variables: row.variables },
  customerId: row.customerId === null ? null : customerId(row.customerId),
});

export const contactView = (row: CampaignContact): ContactView => ({
  ...{ contactId: row.contactId, number: row.number, name: row.name, customerId: row.customerId },
  ...{ state: row.state, attempts: row.attempts, mark: row.mark, markDate: row.markDate },
  lastResult: row.lastResult,
  nextAt: row.state === 'open' && row.nextAt.getTime() > 0 ? row.nextAt.toISOString() : null,
});

export const decisionView = (row: DecisionRow): DialDecision => ({
  ...{ campaignId: row.campaignId, contactId: row.contactId, number: row.number, decision: row.decision },
  ...{ rule: row.rule, evidence: row.evidence, callId: row.callId, result: row.result },
  ...{ sipStatus: row.sipStatus, cause: row.cause },
  answerer: row.answerer,
  at: row.at.toISOString(),
  until: iso(row.until),
  answeredAt: iso(row.answeredAt),
  endedAt: iso(row.endedAt),
});

export const doNotCallView = (row: DoNotCallEntry): DoNotCallView => ({
  ...{ entryId: row.entryId, kind: row.kind, value: row.value, reason: row.reason, by: row.createdBy },
  until: iso(row.until),
  at: row.createdAt.toISOString(),
});
