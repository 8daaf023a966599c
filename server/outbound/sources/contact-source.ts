import type { CampaignSource } from '../../contract/campaign-source';
import type { ContactRow } from '../../contract/campaigns';
import type { ContactId } from '../../contract/ids';
import type { Evidence } from '../may-dial';

/** Why somebody is not called about it any more. */
export interface Settled {
  readonly mark: 'paid' | 'no-longer';
  readonly evidence: Evidence;
}

/** A contact of a campaign, and what its line is called. */
export interface ContactLine {
  readonly contactId: ContactId;
  readonly line: string;
}

/** Whom campaigns find by themselves: from bills and work orders. A line is named by what it is about. */
export interface ContactSources {
  /** Whom it is about now; without those whose number is not known. */
  rows(source: CampaignSource): Promise<readonly ContactRow[]>;
  /** Of these lines, those there is nothing to call about any more. Lines of a file are never among them. */
  settled(source: CampaignSource, lines: readonly string[]): Promise<ReadonlyMap<string, Settled>>;
  /** The bill a contact is called about; null: it is about none of ours. */
  billOf(contactId: ContactId): Promise<string | null>;
}

/** What lines of a source begin with; 'bill:<id>'. */
export const lineKinds = { unpaid: 'bill', 'closed-orders': 'order', 'open-returns': 'return' } as const;

/** What a flow is told of each. */
export const sourceVariables: Readonly<Record<CampaignSource['kind'], readonly string[]>> = {
  unpaid: ['amount', 'dueDate', 'month'],
  'closed-orders': ['order'],
  'open-returns': ['order', 'subject'],
};
