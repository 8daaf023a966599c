import type { Campaign } from '../contract/campaigns';

/** What a campaign itself gives to the flow, so that its list need not. */
export const GIVEN_VARIABLES = ['name', 'campaignQueue', 'agentWithinS'] as const;

/** @param name of the contact */
export const givenVariables = (
  { queue, pacing }: Campaign,
  name: string,
): Readonly<Record<(typeof GIVEN_VARIABLES)[number], string>> => ({
  ...{ name, campaignQueue: queue ?? '', agentWithinS: String(pacing.agentWithinS) },
});
