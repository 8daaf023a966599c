/**
 * May this contact be called now? The rules in their order, and what each of them saw: stored with every call and with every
 * decision not to place one, so that "why was I called?" and "why not?" have an answer.
 */
import type { Campaign, DialRule } from '../contract/campaigns';
import type { Settled } from './sources/contact-source';
import { openingRulesOf } from '../scheduling/calendar-rules';
import { localTime, openingsOn } from '../scheduling/opening-hours';

export interface DialFacts {
  /** Unix ms. */
  readonly now: number;
  /** E.164 where that is certain, else digits. */
  readonly numberKey: string;
  /** What goes on the wire; null: it may not be dialled from here. */
  readonly dialable: string | null;
  /** Of the contact's line in the list. */
  readonly timeZone: string | null;
  readonly consent: boolean;
  /** Calls of this campaign to this contact so far. */
  readonly attempts: number;
  /** Calls to this number in the cap's days by whatever campaign, Unix ms, the oldest first. */
  readonly recentCalls: readonly number[];
  /** Of a campaign with a source: why there is nothing to call him about any more. */
  readonly settled?: Settled | null;
  /** Entries of the do-not-call list that are about him. */
  readonly doNotCall: readonly { readonly kind: string; readonly value: string; readonly reason: string }[];
}

export type Evidence = Readonly<Record<string, unknown>>;

export type DialVerdict =
  | { readonly kind: 'dial'; readonly rule: 'allowed'; readonly evidence: Evidence }
  /** Not now: decided anew then, Unix ms. */
  | { readonly kind: 'wait'; readonly rule: DialRule; readonly until: number; readonly evidence: Evidence }
  | { readonly kind: 'never'; readonly rule: DialRule; readonly evidence: Evidence };

const DAY_MS = 86_400_000;
/** Opening hours are looked for so far ahead. */
const DAYS_AHEAD = 31;

export function mayDial(campaign: Campaign, facts: DialFacts): DialVerdict {
  const evidence: Record<string, unknown> = {};
  for (const { name, look } of rules) {
    const { saw, not } = look(campaign, facts);
    evidence[name] = saw;
    if (not === undefined) continue;
    return not === 'never'
      ? { kind: 'never', rule: name, evidence }
      : { kind: 'wait', rule: name, until: not, evidence };
  }
  return { kind: 'dial', rule: 'allowed', evidence };
}

interface Seen {
  readonly saw: unknown;
  /** Why not: never, or not before, Unix ms. */
  readonly not?: 'never' | number;
}
type Look = (campaign: Campaign, facts: DialFacts) => Seen;

const doNotCall: Look = (_, { doNotCall: entries }) => ({
  saw: entries,
  ...(entries.length > 0 ? { not: 'never' as const } : {}),
});

const consent: Look = ({ needsConsent }, facts) => ({
  saw: needsConsent ? { given: facts.consent } : 'not asked for',
  ...(needsConsent && !facts.consent ? { not: 'never' as const } : {}),
});

const settled: Look = ({ source }, facts) => ({
  saw: facts.settled
    ? settledEvidence(facts.settled)
    : source === null
      ? 'no source'
      : 'to be called about still',
  ...(facts.settled ? { not: 'never' as const } : {}),
});

/** One text of it, whoever looks: before a call, or when the source is read again. */
export const settledEvidence = ({ mark, evidence }: Settled): Evidence => ({ mark, ...evidence });

const destination: Look = (_, { dialable }) => ({
  saw: { dialled: dialable },
  ...(dialable === null ? { not: 'never' as const } : {}),
});

const attempts: Look = (campaign, facts) => ({
  saw: { made: facts.attempts, atMost: campaign.attempts },
  ...(facts.attempts >= campaign.attempts ? { not: 'never' as const } : {}),
});

/** The clock on his wall: of his line in the list, of how his number begins, or the campaign's. */
export function zoneOf(
  { timeZone, timeZones }: Pick<Campaign, 'timeZone' | 'timeZones'>,
  facts: Pick<DialFacts, 'timeZone' | 'numberKey'>,
): { readonly zone: string; readonly by: 'list' | 'number' | 'campaign' } {
  if (facts.timeZone !== null) return { zone: facts.timeZone, by: 'list' };
  const [longest] = Object.entries(timeZones)
    .filter(([prefix]) => facts.numberKey.startsWith(prefix))
    .sort(([one], [other]) => other.length - one.length);
  return longest ? { zone: longest[1], by: 'number' } : { zone: timeZone, by: 'campaign' };
}

const hours: Look = (campaign, facts) => {
  const { zone, by } = zoneOf(campaign, facts);
  const opening = openingRulesOf({ timezone: zone, ...campaign.hours });
  const local = localTime(opening, facts.now);
  const saw = { timeZone: zone, by, local: local.toFormat("yyyy-MM-dd'T'HH:mm") };
  for (let ahead = 0; ahead < DAYS_AHEAD; ahead += 1) {
    for (const { start, end } of openingsOn(opening, local.plus({ days: ahead }))) {
      if (start <= facts.now && facts.now < end) return { saw };
      if (start > facts.now) return { saw, not: start };
    }
  }
  return { saw, not: facts.now + DAYS_AHEAD * DAY_MS };
};

const cap: Look = ({ cap: { calls, days } }, { now, recentCalls }) => {
  const since = now - days * DAY_MS;
  const counted = recentCalls.filter((at) => at > since);
  const saw = { made: counted.length, atMost: calls, inDays: days };
  const freed = counted[counted.length - calls];
  return freed === undefined ? { saw } : { saw, not: freed + days * DAY_MS };
};

/** What cannot change comes first: nobody is told to wait for a call he will never get. */
const rules: readonly { readonly name: DialRule; readonly look: Look }[] = [
  { name: 'do-not-call', look: doNotCall },
  { name: 'consent', look: consent },
  { name: 'settled', look: settled },
  { name: 'destination', look: destination },
  { name: 'attempts', look: attempts },
  { name: 'cap', look: cap },
  { name: 'hours', look: hours },
];
