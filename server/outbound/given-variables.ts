import type { Campaign } from '../contract/campaigns';

/** What a campaign itself gives to the flow, so that its list need not. */
const GIVEN_VARIABLES = ['name', 'campaignQueue', 'agentWithinS'] as const;

export const isGiven = (variable: string): boolean => GIVEN_VARIABLES.some((given) => given === variable);

/** @param name of the contact */
export const givenVariables = (
  { queue, pacing }: Campaign,
  name: string,
): Readonly<Record<(typeof GIVEN_VARIABLES)[number], string>> => ({
  ...{ name, campaignQueue: queue ?? '', agentWithinS: String(pacing.agentWithinS) },
});
