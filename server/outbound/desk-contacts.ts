import type { PickableContact } from '../contract/campaign-order';
import type { AgentId, CampaignId, ContactId } from '../contract/ids';
import type { Page } from '../contract/rest';
import type { OrderReader } from './campaign-orders';
import type { DueContact } from './campaign-store';

export interface PickQuery {
  /** The beginning of a number, or part of a name. */
  readonly search: string;
  readonly page: number;
  readonly pageSize: number;
}

export interface KeepRequest {
  readonly agentId: AgentId;
  readonly contactId: ContactId;
  /** Unix ms. */
  readonly at: number;
  readonly until: number;
}

/** Contacts as agents meet them: one is kept for each agent for a while, so that no other is given it. */
export interface DeskContacts extends OrderReader {
  /** false: he is not open, or kept for somebody else. Whoever was kept for the agent before is free again. */
  keep(request: KeepRequest): Promise<boolean>;
  keptFor(
    agentId: AgentId,
    now: number,
  ): Promise<{ readonly campaignId: string; readonly contactId: ContactId; readonly until: number } | null>;
  free(agentId: AgentId): Promise<void>;
  /** Open, whenever he is to be called; null: he is not. */
  open(
    contactId: ContactId,
    now: number,
  ): Promise<{ readonly campaignId: string; readonly contact: DueContact } | null>;
  /** Open ones who are kept for nobody else, in the order they are to be called in. */
  pickable(
    campaignId: CampaignId,
    query: PickQuery,
    now: number,
    agentId: AgentId,
  ): Promise<Page<PickableContact>>;
  numberKeyOf(contactId: ContactId): Promise<string>;
}
