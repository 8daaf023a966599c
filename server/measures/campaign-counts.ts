import type { DialResult } from '../contract/campaign-words';
import { ratio, type Counts } from './counts';

/** What the calls of a campaign add up to; docs/measures.md says what each is. */
export const campaignCountNames = [
  'calls',
  'reached',
  'abandoned',
  'machine',
  'busy',
  'noAnswer',
  'refused',
  'wrongNumber',
  'network',
  'broken',
  'withdrawn',
  'connectedMs',
] as const;
type CampaignCountName = (typeof campaignCountNames)[number];
export type CampaignCounts = Counts<CampaignCountName>;

/** The calls behind a figure can be listed. */
export const campaignCallKinds = [
  'calls',
  'reached',
  'abandoned',
  'machine',
  'busy',
  'no-answer',
  'refused',
  'wrong-number',
  'network',
  'broken',
  'withdrawn',
] as const;

/** Calls that ended in one way. */
export interface CampaignCalls {
  /** null: it goes on. */
  readonly result: DialResult | null;
  readonly calls: number;
  /** From when it was picked up until its end, of all of them together. */
  readonly connectedMs: number;
}

const countOf: Readonly<Record<DialResult, CampaignCountName | null>> = {
  reached: 'reached',
  abandoned: 'abandoned',
  machine: 'machine',
  busy: 'busy',
  'no-answer': 'noAnswer',
  refused: 'refused',
  'wrong-number': 'wrongNumber',
  network: 'network',
  stopped: 'broken',
  lost: 'broken',
  withdrawn: 'withdrawn',
  'not-begun': null,
};
const persons: readonly (DialResult | null)[] = ['reached', 'abandoned'];

/** A withdrawn call is no attempt: it is counted beside them. */
export function campaignCounts({ result, calls, connectedMs }: CampaignCalls): Partial<CampaignCounts> {
  if (result === 'not-begun') return {};
  if (result === 'withdrawn') return { withdrawn: calls };
  const name = result && countOf[result];
  return {
    calls,
    ...(name && { [name]: calls }),
    ...(persons.includes(result) && { connectedMs }),
  };
}

export const campaignRateNames = ['reachRate', 'abandonmentRate', 'averageConnectedMs'] as const;
export type CampaignRates = Record<(typeof campaignRateNames)[number], number | null>;

export function campaignRates({ calls, reached, abandoned, connectedMs }: CampaignCounts): CampaignRates {
  const people = reached + abandoned;
  return {
    reachRate: ratio(people, calls),
    abandonmentRate: ratio(abandoned, people),
    averageConnectedMs: ratio(connectedMs, people),
  };
}
