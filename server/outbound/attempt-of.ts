/** What all calls of campaigns have in common, whoever places them. */
import type { Campaign } from '../contract/campaigns';
import {
  attemptId,
  callId,
  legId,
  type CampaignId,
  type ContactId,
  type CustomerId,
  type SwitchId,
} from '../contract/ids';
import type { DialLimits, NewAttempt } from './attempt-store';

export interface AttemptSettings {
  /** Calls of all campaigns begun in a second, and at once. */
  readonly perSecond: number;
  readonly atOnce: number;
  /** Shown to those who are called, unless the campaign says otherwise. */
  readonly callerNumber: string;
  readonly newId: () => string;
}

interface Called {
  readonly campaign: Campaign;
  /** Under which name it is counted. */
  readonly countedAs: CampaignId;
  readonly contactId: ContactId;
  readonly customerId: CustomerId | null;
  readonly switchId: SwitchId;
  /** As it goes on the wire. */
  readonly number: string;
}

/** With ids of its own; who speaks with him (a flow's entry, or an agent) is the placer's. */
export const attemptOf = (
  { campaign, countedAs, contactId, customerId, switchId, number }: Called,
  { newId, callerNumber }: AttemptSettings,
): Omit<NewAttempt, 'entry' | 'agent'> => ({
  ...{ attemptId: attemptId(newId()), callId: callId(newId()), customerLegId: legId(newId()) },
  ...{ campaignId: countedAs, contactId, customerId, switchId, direction: 'outbound' },
  ...{ callerNumber: campaign.callerNumber ?? callerNumber, callerName: '', dialedNumber: number },
  ...{ language: campaign.language, packId: campaign.flow.pack },
});

export const limitsOf = ({ limits }: Campaign, { perSecond, atOnce }: AttemptSettings): DialLimits => ({
  ...{ ...limits, perSecondOfAll: perSecond, atOnceOfAll: atOnce },
});
