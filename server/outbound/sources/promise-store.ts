import type { CampaignId, ContactId } from '../../contract/ids';
import type { NewContact } from '../campaign-store';
import type { ContactLine } from './contact-source';

export interface PromisedContact extends ContactLine {
  /** 'YYYY-MM-DD' until which he promised; null: no day was said. */
  readonly day: string | null;
  /** How often he promised in this campaign. */
  readonly promises: number;
}

/** Contacts a source has brought, and what they promised. */
export interface PromiseStore {
  /** Those that are to be called still, whose line begins so. */
  openLines(campaignId: CampaignId, prefix: string): Promise<readonly ContactLine[]>;
  /** What their flows are told, where it has changed since: of those that are to be called still. */
  renew(campaignId: CampaignId, contacts: readonly Pick<NewContact, 'line' | 'variables'>[]): Promise<void>;
  /** Those that are done with a promise nobody has looked back at. */
  promised(campaignId: CampaignId, prefix: string): Promise<readonly PromisedContact[]>;
  /** @returns 1, or 0 when it is promised no longer: somebody else was faster */
  keep(contactId: ContactId): Promise<number>;
  break(contactId: ContactId): Promise<number>;
  /** He is to be called again, from that moment, Unix ms. */
  again(contactId: ContactId, at: number): Promise<number>;
}
