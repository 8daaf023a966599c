/**
 * Ids are chosen by us before the action they name, so that any command can be repeated after a crash.
 * Branded: a leg id cannot be passed where a call id is meant.
 */
declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** One contact from first leg to last hangup. UUID. */
export type CallId = Branded<'call'>;
/** One party's side of a call; the switch's channel uuid is the same string. UUID. */
export type LegId = Branded<'leg'>;
/** One call presented to one agent; the agent's leg takes the same UUID. */
export type OfferId = Branded<'offer'>;
/** The agent's number as people say it (工号), for example "1001". Digits, 1 to 8. */
export type AgentId = Branded<'agent'>;
/** A promise to call somebody back. UUID. */
export type CallbackId = Branded<'callback'>;
/** Short name of a queue, for example "general". Lower-case letters, digits and dashes. */
export type QueueId = Branded<'queue'>;
/** Short name of a switch, for example "fs1". */
export type SwitchId = Branded<'switch'>;
/** Short name of a campaign, for example "arrears-november". Lower-case letters, digits and dashes. */
export type CampaignId = Branded<'campaign'>;
/** One line of a campaign's list: somebody to be reached. UUID. */
export type ContactId = Branded<'contact'>;
/** One call to a contact. UUID. */
export type AttemptId = Branded<'attempt'>;
/** UUID of a customer record. */
export type CustomerId = Branded<'customer'>;

export const callId = (id: string): CallId => id as CallId;
export const legId = (id: string): LegId => id as LegId;
export const offerId = (id: string): OfferId => id as OfferId;
export const agentId = (id: string): AgentId => id as AgentId;
export const callbackId = (id: string): CallbackId => id as CallbackId;
export const queueId = (id: string): QueueId => id as QueueId;
export const switchId = (id: string): SwitchId => id as SwitchId;
export const campaignId = (id: string): CampaignId => id as CampaignId;
export const contactId = (id: string): ContactId => id as ContactId;
export const attemptId = (id: string): AttemptId => id as AttemptId;
export const customerId = (id: string): CustomerId => id as CustomerId;

/** The leg an offer becomes: one UUID serves both, so that a repeated originate is refused by the switch. */
export const legOfOffer = (id: OfferId): LegId => id as string as LegId;
export const offerOfLeg = (id: LegId): OfferId => id as string as OfferId;
